// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.PendingCall;

class PendingTest {
  private static final int NO_PROCESS = 99_999_999;

  private final Tool tool = new Tool();

  private static PendingCall.Field field(
      int index, Type type, int flags, long number, String text) {
    return new PendingCall.Field(
        Var.PARAMS, index, type, flags, number, text.getBytes(StandardCharsets.UTF_8));
  }

  private static PendingCall unlinkat(PendingCall.Field... fields) {
    return new PendingCall(
        7, 61_999, "rm", 3, 2, 0, Abi.X86_64, 263, NO_PROCESS, NO_PROCESS, 0, 0, List.of(fields));
  }

  @Test
  void nobodyWaits() throws Exception {
    assertEquals(0, tool.run("pending"));
    assertEquals("No call waits for an answer\n", tool.out);
    assertEquals(0, tool.run("pending", "--format", "json"));
    assertEquals("[ ]\n", tool.out);
  }

  @Test
  void tellsOfACallEvenIfItsRulesAreGone() throws Exception {
    when(tool.device.download(anyLong())).thenThrow(new DeviceException(2, "gone", ""));
    when(tool.device.pending())
        .thenReturn(
            List.of(
                unlinkat(
                    field(1, Type.S32, 0, -100, ""),
                    field(2, Type.STR, SctAbi.FIELD_CUT, 0, "/etc/\n"),
                    field(3, Type.STR, SctAbi.FIELD_FAULT, 0, ""),
                    field(7, Type.PATH, 0, 0, "/etc/x"))));
    assertEquals(0, tool.run("pending"));
    String[] lines = tool.out.split("\n");
    assertTrue(lines[0].startsWith("ID  PID"), tool.out);
    assertTrue(
        lines[1].matches(
            "7   "
                + NO_PROCESS
                + "  rm +root +#2 .* 61s   unlinkat\\(-100, \"/etc/.n\"\\.\\.\\.,"
                + " <fault>\\)"),
        tool.out);
    assertEquals(0, tool.run("pending", "--format", "json"));
    assertTrue(tool.out.contains("\"object\" : \"\\\"/etc/x\\\"\""), tool.out);
    assertTrue(tool.out.contains("\"left_ms\" : 61999"), tool.out);
  }
}
