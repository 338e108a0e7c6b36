// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.device.DrainResult;
import org.syscalltrack.device.Table;

class HoldersTest {
  private final Tool tool = new Tool();

  @Test
  void holders() throws Exception {
    when(tool.device.drain(0)).thenReturn(new DrainResult.Drained());
    assertEquals(0, tool.run("holders"));
    assertEquals("", tool.out);

    when(tool.device.drain(0))
        .thenReturn(
            new DrainResult.Busy(
                2, List.of(new DrainResult.Holder(7, 8, Abi.X86_64, 0, "c\033at"))));
    assertEquals(3, tool.run("holders"));
    assertEquals("pid 7 (c?at) is in read, which a rule is not done with\nand 1 more\n", tool.out);
  }

  @Test
  void holdersNamesTheRules() throws Exception {
    tool.takesUploads(1);
    tool.run("upload", Tool.example("prevent_delete.conf"));
    byte[] table = tool.uploaded().table();
    when(tool.device.drain(0)).thenReturn(new DrainResult.HasRules());
    when(tool.device.download(0)).thenReturn(new Table(1, table));
    assertEquals(3, tool.run("holders"));
    assertEquals(
        "4 rules are in force (prevent_delete, prevent_removal, prevent_replacement, unlink_rule1):"
            + " run sct_config delete\n",
        tool.out);
  }
}
