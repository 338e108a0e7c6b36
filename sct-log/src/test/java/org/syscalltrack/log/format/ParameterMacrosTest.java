// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.EventFilter;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

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

  /** The event, made by the rule with that format. */
  private static Event decode(String format) {
    byte[] table = Tables.compiled(RULES.formatted(format));
    return (Event) Recorded.under(table).decoder(event().bytes()).next();
  }

  private static String line(String format) throws RecordSourceException {
    Bytes out = new Bytes();
    new TextFormatter(new Generations(Trace.silent()), null, Look.PLAIN)
        .format(decode(format), out);
    return out.toString();
  }

  @Test
  void partsOfParametersAreShown() throws RecordSourceException {
    assertEquals(
        "3: ::1 port 443, 10 \"/bin/nc\"\n",
        line("%params[1]: %params[2].ip port %params[2].port, %params[2].family %exe"));
  }

  @Test
  void numbersAreShownByNameOnRequest() throws RecordSourceException {
    assertEquals(
        "10 AF_INET6 42 connect\n",
        line("%params[2].family %params[2].family:decoded %syscall %syscall:decoded"));
  }

  @Test
  void whatTheEventDoesNotCarryIsMissing() throws RecordSourceException {
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
    Event event = decode("%params[2].ip");
    return EventFilter.parse(filter, r -> {})
        .matches(event, new Generations(Trace.silent()).kind(event));
  }
}
