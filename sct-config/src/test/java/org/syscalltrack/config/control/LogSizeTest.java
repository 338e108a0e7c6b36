// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;
import org.syscalltrack.config.cli.Tool;

class LogSizeTest {
  private final Tool tool = new Tool();

  @Test
  void logSizes() throws Exception {
    when(tool.device.logSize(4 << 20)).thenReturn(8L << 20);
    when(tool.device.logSize(0)).thenReturn(5L);
    assertEquals(0, tool.run("log-size", "4M"));
    assertEquals("The log of each CPU has 8388608 bytes\n", tool.out);
    assertEquals(0, tool.run("log-size"));
    assertEquals("The log of each CPU has 5 bytes\n", tool.out);
  }
}
