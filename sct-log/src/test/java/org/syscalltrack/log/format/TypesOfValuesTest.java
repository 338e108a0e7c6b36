// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/** How values that are neither integers nor strings are shown. */
class TypesOfValuesTest {
  private static final byte[] LOOPBACK = {1, 0, 31, (byte) 144, 127, 0, 0, 1};
  private static final String RULES =
      """
      rule { syscall_name = unlink rule_name = r when = before
             priority = err tags = (a, "b") description = "what \\"it\\" is"
             action { type = LOG log_format {%params} } }
      """;

  private final Generations generations = new Generations(Trace.silent());

  private static Records event() {
    byte[] inet = LOOPBACK.clone();
    inet[0] = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? (byte) 2 : 0;
    inet[1] = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : (byte) 2;
    byte[] ip = new byte[16];
    ip[15] = 1;
    return new Records()
        .event(1, 0, 1)
        .suppressed(12, 34)
        .field(Var.PARAMS, 1, Type.BYTES, SctAbi.FIELD_CUT, new byte[] {'a', 0, -1})
        .field(Var.PARAMS, 2, Type.ARGV, 0, "ls -l".getBytes(StandardCharsets.UTF_8))
        .field(Var.PARAMS, 3, Type.SADDR, 0, inet)
        .field(Var.PARAMS, 4, Type.SADDR, SctAbi.FIELD_NULL, new byte[0])
        .field(Var.PARAMS, 5, Type.IP, 0, ip)
        .field(Var.PARAMS, 7, Type.PATH, 0, "/x".getBytes(StandardCharsets.UTF_8));
  }

  private static String line(EventFormatter formatter) throws RecordSourceException {
    Bytes out = new Bytes();
    Recorded origin = Recorded.under(Tables.compiled(RULES));
    formatter.format(origin.decoder(event().bytes()).next(), out);
    return out.toString();
  }

  private static String undecided(EventFormatter formatter) throws RecordSourceException {
    Bytes out = new Bytes();
    Recorded origin = Recorded.under(Tables.compiled(RULES));
    byte[] bytes = event().flags(SctAbi.EVENT_UNREADABLE).bytes();
    formatter.format(origin.decoder(bytes).next(), out);
    return out.toString();
  }

  @Test
  void itIsSaidThatAFilterCouldNotBeDecided() throws RecordSourceException {
    String text = undecided(new TextFormatter(generations, null, Look.PLAIN));
    assertTrue(text.endsWith(", ::1 [unreadable] (12 suppressed)\n"), text);
    String json = undecided(new JsonFormatter(generations, Look.PLAIN));
    assertTrue(json.contains("\"uid\":1000,\"unreadable\":true,\"params\":["), json);
  }

  @Test
  void asText() throws RecordSourceException {
    assertEquals(
        "\"a\\x00\\xff\"..., \"ls -l\", {AF_INET 127.0.0.1:8080}, <NULL>, ::1 (12 suppressed)\n",
        line(new TextFormatter(generations, null, Look.PLAIN)));
  }

  @Test
  void asJson() throws RecordSourceException {
    String line = line(new JsonFormatter(generations, Look.PLAIN));
    for (String part :
        new String[] {
          "\"priority\":\"err\",\"tags\":[\"a\",\"b\"],\"description\":\"what \\\"it\\\" is\"",
          "\"rule_seq\":34,\"suppressed\":12",
          "\"type\":\"bytes\",\"value\":\"a\\u0000\\uFFFD\",\"base64\":\"YQD/\",\"cut\":true}",
          "\"type\":\"argv\",\"value\":\"ls -l\"}",
          "\"type\":\"sockaddr\",\"value\":\"AF_INET 127.0.0.1:8080\",\"base64\":\"",
          "\"type\":\"sockaddr\",\"value\":null}",
          "\"type\":\"ip\",\"value\":\"::1\"}",
          "\"type\":\"path\",\"value\":\"/x\"}"
        }) {
      assertTrue(line.contains(part), part + " in " + line);
    }
  }
}
