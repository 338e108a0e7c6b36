// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.config.cli.Tool;

class DeleteTest {
  private final Tool tool = new Tool();

  @Test
  void delete() throws Exception {
    when(tool.device.delete()).thenReturn(5L);
    assertEquals(0, tool.run("-c", "/dev/other", "delete"));
    assertEquals("Successfully deleted all rules\n", tool.out);
    assertEquals(List.of("/dev/other"), tool.opened);
  }
}
