// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

class JsonFormatterTest {
  private final EventFormatter formatter =
      new JsonFormatter(new Generations(Trace.silent()), Look.PLAIN);
  private final Recorded origin =
      new Recorded(generation -> generation == 99 ? null : Tables.withFormats("unused"));

  private String lines(Records records) throws RecordSourceException {
    RecordDecoder decoder = origin.decoder(records.bytes());
    Bytes out = new Bytes();
    while (decoder.hasNext()) {
      formatter.format(decoder.next(), out);
    }
    return out.toString();
  }

  @Test
  void writesAllOfAnEvent() throws RecordSourceException {
    Records records =
        new Records()
            .event(1, 0, 77)
            .call(Abi.IA32, 10)
            .verdict(Verdict.FAILED, -1)
            .string(Var.PARAMS, 1, SctAbi.FIELD_CUT, "./dummy")
            .integer(Var.PARAMS, 2, Type.S32, -100)
            .integer(Var.PARAMS, 3, Type.U64, -1)
            .field(Var.PARAMS, 4, Type.STR, SctAbi.FIELD_NULL, new byte[0])
            .field(Var.PARAMS, 5, Type.STR, SctAbi.FIELD_FAULT, new byte[0])
            .string(Var.COMM, 0, 0, "rm")
            .integer(Var.EUID, 0, Type.U32, 4294967294L);
    assertEquals(
        "{\"type\":\"event\",\"v\":2,\"cpu\":1,\"lane\":0,\"seq\":5,\"time_ns\":77,"
            + "\"time\":\"1970-01-01T00:00:00.000000Z\",\"epoch_ns\":\"77\",\"id\":\"1-0-5\","
            + "\"generation\":1,"
            + "\"rule\":\"rule0\",\"rule_index\":0,"
            + "\"priority\":\"info\",\"tags\":[],\"call\":\"unlink\",\"nr\":10,"
            + "\"abi\":\"ia32\",\"rule_seq\":0,\"suppressed\":0,\"phase\":\"before\",\"verdict\":\"failed\","
            + "\"pid\":100,\"tid\":101,\"uid\":1000,\"retval\":-1,\"params\":["
            + "{\"name\":\"p1\",\"type\":\"str\",\"value\":\"./dummy\",\"cut\":true},"
            + "{\"name\":\"p2\",\"type\":\"s32\",\"value\":-100},"
            + "{\"name\":\"p3\",\"type\":\"u64\",\"value\":18446744073709551615,"
            + "\"string\":\"18446744073709551615\"},"
            + "{\"name\":\"p4\",\"type\":\"str\",\"value\":null},"
            + "{\"name\":\"p5\",\"type\":\"str\",\"value\":null,\"unreadable\":true}],"
            + "\"vars\":{\"comm\":{\"type\":\"str\",\"value\":\"rm\"},"
            + "\"euid\":{\"type\":\"u32\",\"value\":4294967294}}}\n",
        lines(records));
  }

  @Test
  void writesOneLineForEachRecord() throws RecordSourceException {
    String text =
        lines(new Records().lost(1, 17, 5).event(99, 3, 6).call(Abi.X32, 1023).raw(new byte[8]));
    assertEquals(
        """
        {"type":"lost","v":2,"cpu":1,"lane":0,"seq":0,"time_ns":5,\
        "time":"1970-01-01T00:00:00.000000Z","epoch_ns":"5","id":"1-0-0","count":17}
        {"type":"event","v":2,"cpu":1,"lane":0,"seq":5,"time_ns":6,\
        "time":"1970-01-01T00:00:00.000000Z","epoch_ns":"6","id":"1-0-5",\
        "generation":99,"rule":null,"rule_index":3,\
        "call":null,"nr":1023,"abi":"x32","rule_seq":0,"suppressed":0,"phase":"before",\
        "verdict":"allowed","pid":100,"tid":101,"uid":1000,"params":[],"vars":{}}
        {"type":"malformed","v":2,"bytes":8,"problem":"8 bytes are too few for a record"}
        """,
        text);
  }

  @Test
  void hasARetvalWhereThereIsOne() throws RecordSourceException {
    assertFalse(lines(new Records().event(1, 0, 1)).contains("retval"));
    assertTrue(lines(new Records().event(1, 0, 1).after(-2)).contains("\"retval\":-2"));
  }

  @Test
  void keepsTheTerminalSafe() throws RecordSourceException {
    String text =
        lines(
            new Records()
                .event(1, 0, 1)
                .string(Var.PARAMS, 1, 0, "a\n\u001b\u007f\u009b\u202e\"\\"));
    assertTrue(text.contains("\"a\\n\\u001B\\u007F\\u009B\\u202E\\\"\\\\\""), text);
  }

  @Test
  void anyBytesCanBeReadBack() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      String text = lines(new Records().event(1, 0, 1).field(Var.PARAMS, 1, Type.STR, 0, bytes));
      assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c <= '~'), text);
      assertArrayEquals(bytes, read(text), text);
    }
  }

  /** The bytes of the first parameter, as a program that reads our output gets them. */
  private static byte[] read(String text) throws Exception {
    byte[] bytes = null;
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          if ("base64".equals(parser.currentName())) {
            return Base64.getDecoder().decode(parser.getText());
          } else if ("value".equals(parser.currentName())) {
            bytes = parser.getText().getBytes(StandardCharsets.UTF_8);
          }
        }
      }
    }
    return bytes;
  }
}
