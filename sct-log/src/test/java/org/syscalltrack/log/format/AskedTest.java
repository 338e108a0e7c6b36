// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Ask;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

class AskedTest {
  private final Recorded origin = new Recorded(generation -> Tables.withFormats("%params"));
  private final Generations generations = new Generations(Trace.silent());

  private static Records event(Verdict verdict, long retval, long id, Ask why, String comm) {
    return new Records()
        .event(1, 0, 77)
        .verdict(verdict, retval)
        .asked(id, why, 1234, comm)
        .string(Var.PARAMS, 1, 0, "x");
  }

  private String format(EventFormatter formatter, Records records) throws RecordSourceException {
    RecordDecoder decoder = origin.decoder(records.bytes());
    Bytes out = new Bytes();
    formatter.format(decoder.next(), out);
    return out.toString();
  }

  private String text(Verdict verdict, long retval, long id, Ask why, String comm)
      throws RecordSourceException {
    return format(
        new TextFormatter(generations, null, Look.PLAIN), event(verdict, retval, id, why, comm));
  }

  @Test
  void textSaysHowFarItHasCome() throws RecordSourceException {
    assertEquals("\"x\" [#7 asked]\n", text(Verdict.SUSPENDED, 0, 7, Ask.NEW, null));
    assertEquals(
        "\"x\" [#8 asked again: argument-changed]\n",
        text(Verdict.SUSPENDED, 0, 8, Ask.AGAIN, null));
    assertEquals(
        "\"x\" [#7 allowed after 1234 ms: answered by \"sct_config\", pid 81, uid 7]\n",
        text(Verdict.ALLOWED, 0, 7, Ask.ANSWERED, "sct_config"));
    assertEquals(
        "\"x\" [#7 refused EACCES after 1234 ms: deadline]\n",
        text(Verdict.FAILED, -13, 7, Ask.DEADLINE, null));
    assertEquals(
        "\"x\" [#7 judged anew after 1234 ms: new-rules]\n",
        text(Verdict.SUSPENDED, 0, 7, Ask.WITHDRAWN, null));
    assertEquals("\"x\" [killed: too-many]\n", text(Verdict.KILLED, 0, 0, Ask.FULL, null));
  }

  @Test
  void jsonSaysTheSame() throws RecordSourceException {
    String json =
        format(
            new JsonFormatter(generations, Look.PLAIN),
            event(Verdict.ALLOWED, 0, 7, Ask.REMEMBERED, "a\"b"));
    assertTrue(
        json.contains(
            ",\"asked\":{\"id\":7,\"why\":\"remembered\",\"waited_ms\":1234,"
                + "\"by\":{\"pid\":81,\"uid\":7,\"comm\":\"a\\\"b\"}},\"params\":[{"),
        json);
  }

  @Test
  void whatIsCutOffOrUnknownIsNoRecord() throws RecordSourceException {
    byte[] bytes = event(Verdict.ALLOWED, 0, 7, Ask.ANSWERED, null).bytes();
    bytes[SctAbi.EVENT_SIZE + SctAbi.ASKED_WHY_OFFSET] = 99;
    assertTrue(origin.decoder(bytes).next() instanceof LogRecord.Malformed);
    byte[] head = Arrays.copyOf(bytes, SctAbi.EVENT_SIZE + 8);
    head[0] = (byte) head.length;
    assertTrue(origin.decoder(head).next() instanceof LogRecord.Malformed);
  }
}
