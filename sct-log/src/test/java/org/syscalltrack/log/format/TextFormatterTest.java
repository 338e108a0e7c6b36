// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

class TextFormatterTest {
  private static String line(Records records, String format) throws RecordSourceException {
    Recorded origin =
        new Recorded(generation -> generation == 99 ? null : Tables.withFormats(format));
    EventFormatter formatter = new TextFormatter(new Generations(Trace.silent()), null, Look.PLAIN);
    RecordDecoder decoder = origin.decoder(records.bytes());
    Bytes out = new Bytes();
    while (decoder.hasNext()) {
      formatter.format(decoder.next(), out);
    }
    String text = out.toString();
    assertEquals('\n', text.charAt(text.length() - 1));
    return text.substring(0, text.length() - 1);
  }

  /** rm of coreutils removing ./dummy. */
  private static Records rm() {
    return new Records()
        .event(1, 0, 1)
        .uid(1000)
        .string(Var.PARAMS, 1, 0, "./dummy")
        .integer(Var.EUID, 0, Type.U32, 0)
        .integer(Var.SUID, 0, Type.U32, 4294967294L)
        .string(Var.COMM, 0, 0, "rm");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      delimiter = '|',
      value = {
        "%comm : %params delete by %euid --> %suid | \"rm\" : \"./dummy\" delete by 0 --> 4294967294",
        "%sid_%sname(%params) | 263_unlinkat(\"./dummy\")",
        "%pid %tid %uid | 100 101 1000",
        "%ruleid: 100%% | rule0: 100%",
        "%retval %gid | <missing> <missing>",
        "a\tb\u001b[2Jü | a\\tb\\x1b[2Jü",
        "%nosuch %comm | %nosuch \"rm\"",
      })
  void writesWhatTheFormatSays(String format, String expected) throws RecordSourceException {
    assertEquals(expected, line(rm(), format));
  }

  @Test
  void writesTheArticlesLine() throws RecordSourceException {
    Records records =
        new Records()
            .event(1, 0, 1)
            .string(Var.PARAMS, 1, 0, "./dummy")
            .integer(Var.EUID, 0, Type.U32, 0)
            .integer(Var.SUID, 0, Type.U32, 0)
            .string(Var.COMM, 0, 0, "rm");
    assertEquals(
        "\"rm\" : \"./dummy\" delete by 0 --> 0",
        line(records, "%comm : %params delete by %euid --> %suid"));
  }

  @Test
  void joinsParametersOfAllTypes() throws RecordSourceException {
    Records records =
        new Records()
            .event(1, 0, 1)
            .integer(Var.PARAMS, 1, Type.S32, -100)
            .string(Var.PARAMS, 2, SctAbi.FIELD_CUT, "/a")
            .field(Var.PARAMS, 3, Type.STR, SctAbi.FIELD_NULL, new byte[0])
            .field(Var.PARAMS, 4, Type.STR, SctAbi.FIELD_FAULT, new byte[0])
            .integer(Var.PARAMS, 5, Type.U64, -1)
            .integer(Var.PARAMS, 6, Type.S64, Long.MIN_VALUE);
    assertEquals(
        "-100, \"/a\"..., <NULL>, <fault>, 18446744073709551615, -9223372036854775808",
        line(records, "%params"));
    assertEquals("[]", line(new Records().event(1, 0, 1), "[%params]"));
  }

  @Test
  void namesTheCallReallyMade() throws RecordSourceException {
    assertEquals("unlink 10", line(new Records().event(1, 0, 1).call(Abi.IA32, 10), "%sname %sid"));
    assertEquals(
        "<unknown> 1023", line(new Records().event(1, 0, 1).call(Abi.X32, 1023), "%sname %sid"));
  }

  @Test
  void showsTheReturnValueWhereThereIsOne() throws RecordSourceException {
    assertEquals("-2", line(new Records().event(1, 0, 1).after(-2), "%retval"));
    assertEquals("-13", line(new Records().event(1, 0, 1).verdict(Verdict.FAILED, -13), "%retval"));
  }

  @Test
  void keepsHostileNamesOnOneLine() throws RecordSourceException {
    Records records = new Records().event(1, 0, 1).string(Var.PARAMS, 1, 0, "a\n\"b\u001b[31m\\");
    assertEquals("\"a\\n\\\"b\\x1b[31m\\\\\"", line(records, "%params"));
  }

  @Test
  void usesTheDefaultFormat() throws RecordSourceException {
    assertEquals("syscall: 100[\"rm\"]: 263_unlinkat(\"./dummy\") (rule rule0)", line(rm(), null));
  }

  @Test
  void saysThatTheRulesAreGone() throws RecordSourceException {
    Records records = new Records().event(99, 4, 1).string(Var.PARAMS, 1, 0, "x");
    assertEquals(
        "*** rules of generation 99 are gone *** "
            + "syscall: 100[<missing>]: 263_unlinkat(\"x\") (rule #4)",
        line(records, "never %params"));
    // A rule that the table does not have is no better.
    assertEquals(
        "*** rules of generation 1 are gone *** "
            + "syscall: 100[<missing>]: 263_unlinkat() (rule #-1)",
        line(new Records().event(1, -1, 1), "never %params"));
  }

  @Test
  void reportsWhatIsMissing() throws RecordSourceException {
    assertEquals("*** 17 events lost on CPU 1 ***", line(new Records().lost(1, 17, 1), ""));
    assertEquals("*** 1 event lost on CPU 0 ***", line(new Records().lost(0, 1, 1), ""));
    assertEquals(
        "*** 8 bytes of the log are no record: 8 bytes are too few for a record ***",
        line(new Records().raw(new byte[8]), ""));
  }
}
