// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.syscalltrack.config.cli.Tool;

class DumpTest {
  private final Tool tool = new Tool();

  @Test
  void dumpShowsTheTable() {
    assertEquals(0, tool.run("dump", Tool.example("prevent_delete.conf")));
    assertTrue(tool.out.startsWith("rule 0 \"prevent_delete\" FAIL before error=1"));
    assertTrue(tool.out.contains("jseq        PARAMS[1], \"/etc/passwd\""));
  }
}
