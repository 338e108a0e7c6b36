// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Table;

/** Macros of single parameters and of what a rule makes of them. */
class ParameterMacrosTest {
  private static final String RULES =
      """
      rule { syscall_name = connect rule_name = r when = before
             filter_expression {
               FD[1] startswith "socket:" || PARAMS[2].ip == ::1
               || PARAMS[2].port == 1 || PARAMS[2].family == AF_INET }
             action { type = LOG log_format {%s} } }
      """;

  private static Records event() {
    byte[] ip = new byte[16];
    ip[15] = 1;
    return new Records()
        .event(1, 0, 0)
        .call(Abi.X86_64, 42)
        .view(0)
        .integer(Var.PARAMS, 1, Type.S32, 3)
        .field(Var.PARAMS, 8, Type.IP, 0, ip)
        .integer(Var.PARAMS, 9, Type.PORT, 443)
        .integer(Var.PARAMS, 10, Type.FAMILY, 10)
        .integer(Var.SYSCALL, 0, Type.U32, 42)
        .field(Var.EXE, 0, Type.STR, 0, "/bin/nc".getBytes(StandardCharsets.UTF_8));
  }

  private static Event decode() {
    ByteBuffer batch = ByteBuffer.wrap(event().bytes()).order(ByteOrder.nativeOrder());
    return (Event) new RecordDecoder(batch).next();
  }

  private static Generations generations(String format) {
    byte[] table = Tables.compiled(RULES.formatted(format));
    return new Generations(g -> new Table(g, table));
  }

  private static String line(String format) throws DeviceException {
    Bytes out = new Bytes();
    new TextFormatter(generations(format), null, Look.PLAIN).format(decode(), out);
    return out.toString();
  }

  @Test
  void partsOfParametersAreShown() throws DeviceException {
    assertEquals(
        "3: ::1 port 443, 10 \"/bin/nc\"\n",
        line("%params[1]: %params[2].ip port %params[2].port, %params[2].family %exe"));
  }

  @Test
  void numbersAreShownByNameOnRequest() throws DeviceException {
    assertEquals(
        "10 AF_INET6 42 connect\n",
        line("%params[2].family %params[2].family:decoded %syscall %syscall:decoded"));
  }

  @Test
  void whatTheEventDoesNotCarryIsMissing() throws DeviceException {
    assertEquals("<missing> <missing>\n", line("%params[3] %params[2].path"));
    assertEquals("1\n", line("%generation"));
  }

  @Test
  void filtersSeeParts() throws Exception {
    for (String yes :
        new String[] {"PARAMS[2].ip == ::1", "PARAMS[2].port in (80, 443) && PARAMS[1] == 3"}) {
      assertTrue(matches(yes), yes);
    }
    for (String no : new String[] {"PARAMS[2].ip in 10.0.0.0/8", "PARAMS[2].path == \"x\""}) {
      assertFalse(matches(no), no);
    }
  }

  private static boolean matches(String filter) throws Exception {
    Event event = decode();
    return EventFilter.parse(filter, r -> {})
        .matches(event, generations("%params[2].ip").kind(event));
  }
}
