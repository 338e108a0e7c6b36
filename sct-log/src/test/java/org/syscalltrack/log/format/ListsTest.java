// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/** The arguments of a command are strings of their own, whatever is in them. */
class ListsTest {
  private static final String RULES =
      """
      rule { syscall_name = execve rule_name = r when = before
             action { type = LOG log_format {%params} } }
      """;

  private final Generations generations = new Generations(Trace.silent());

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Records list(int flags, int strings, int bytes, byte[] carried) {
    return new Records().event(1, 0, 1).list(2, flags, strings, bytes, carried);
  }

  private static Records whole(int strings, String carried) {
    return list(0, strings, utf8(carried).length, utf8(carried));
  }

  private static LogRecord decoded(Records records) {
    return Recorded.under(Tables.compiled(RULES)).decoder(records.bytes()).next();
  }

  private String text(Records records) throws RecordSourceException {
    return text("%params", records);
  }

  private String text(String format, Records records) throws RecordSourceException {
    Bytes out = new Bytes();
    Recorded origin = Recorded.under(Tables.compiled(RULES.replace("%params", format)));
    new TextFormatter(generations, null, Look.PLAIN)
        .format(origin.decoder(records.bytes()).next(), out);
    return out.toString().strip();
  }

  private String json(Records records) throws RecordSourceException {
    Bytes out = new Bytes();
    Recorded origin = Recorded.under(Tables.compiled(RULES));
    new JsonFormatter(generations, Look.PLAIN).format(origin.decoder(records.bytes()).next(), out);
    String line = out.toString();
    int begin = line.indexOf("\"type\":\"argv\"");
    return line.substring(begin + 13, line.indexOf("}]", begin));
  }

  @Test
  void eachStringIsQuoted() throws RecordSourceException {
    assertEquals("[\"ls\", \"-l\"]", text(whole(2, "ls\0-l")));
    assertEquals("[\"a b\", \"\"]", text(whole(2, "a b\0")));
    assertEquals("[\"a\", \"b\", \"\"]", text(whole(3, "a\0b\0")));
    assertEquals("[\"\"]", text(whole(1, "")));
    assertEquals("[]", text(whole(0, "")));
    assertEquals("[\"a\\\", \\\"b\"]", text(whole(1, "a\", \"b")));
  }

  @Test
  void theParameterByItselfIsJoinedAsAFilterSeesIt() throws RecordSourceException {
    assertEquals("\"a b \"", text("%params[2]", whole(3, "a\0b\0")));
    assertEquals("\"\"", text("%params.argv", whole(0, "")));
    assertEquals("\"a b\"...", text("%params[2]", list(SctAbi.FIELD_CUT, 7, 1003, utf8("a\0b"))));
    assertEquals("[\"a\", \"b c\"]", text("%params[2]:decoded", whole(2, "a\0b c")));
  }

  @Test
  void jsonHasAnArray() throws RecordSourceException {
    assertEquals(",\"value\":[\"a b\",\"\"],\"strings\":2", json(whole(2, "a b\0")));
    assertEquals(",\"value\":[\"a\",\"b\",\"\"],\"strings\":3", json(whole(3, "a\0b\0")));
    assertEquals(",\"value\":[],\"strings\":0", json(whole(0, "")));
    assertEquals(
        ",\"value\":[\"a\",\"\\uFFFD\"],\"base64\":[\"YQ==\",\"/w==\"],\"strings\":2",
        json(list(0, 2, 3, new byte[] {'a', 0, -1})));
  }

  @Test
  void aCutSaysHowMuchIsMissing() throws RecordSourceException {
    Records cut = list(SctAbi.FIELD_CUT, 7, 1003, utf8("a\0b"));
    assertEquals("[\"a\", \"b\"... 1000 bytes more]", text(cut));
    assertEquals(",\"value\":[\"a\",\"b\"],\"strings\":7,\"missing\":1000,\"cut\":true", json(cut));
    Records endless = list(SctAbi.FIELD_CUT | SctAbi.FIELD_MORE, 7, 1003, utf8("a\0b"));
    assertEquals("[\"a\", \"b\"... at least 1000 bytes more]", text(endless));
    assertEquals(
        ",\"value\":[\"a\",\"b\"],\"strings\":7,\"missing\":1000,\"more\":true,\"cut\":true",
        json(endless));
  }

  @Test
  void aFilterSeesItJoined() {
    Event.Field field = ((Event) decoded(whole(3, "a\0b c\0"))).field(0);
    assertEquals("a b c ", new String(field.bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void aListIsCheckedBeforeItIsRead() {
    for (Records wrong :
        new Records[] {
          list(0, 1, 2, utf8("abc")),
          new Records()
              .event(1, 0, 1)
              .field(Var.PARAMS, 2, Type.ARGV, SctAbi.FIELD_LIST, new byte[SctAbi.LIST_SIZE - 1]),
          new Records()
              .event(1, 0, 1)
              .field(Var.PARAMS, 2, Type.STR, SctAbi.FIELD_LIST, new byte[SctAbi.LIST_SIZE]),
          list(SctAbi.FIELD_FAULT, 0, 0, new byte[0])
        }) {
      assertTrue(decoded(wrong) instanceof LogRecord.Malformed);
    }
  }
}
