// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

class MainTest {
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path dir;

  private int run(String... args) {
    Main main =
        new Main(
            () -> {
              throw new AssertionError("nothing here needs the system");
            });
    return main.run(args, new ByteArrayInputStream(new byte[0]), table, err);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void compilesToItsOutput() throws TableFormatException {
    assertEquals(Main.OK, run("--calls", "open,unlink,open"));
    assertEquals(2, TableReader.read(table.toByteArray()).rules().size());
    assertEquals("", said());
  }

  @Test
  void wrongRulesGiveNoTable() throws IOException {
    Path file = Files.writeString(dir.resolve("r.conf"), "rule { syscall_name = opne }");
    assertEquals(Main.RULES_WRONG, run("--rules", file.toString()));
    assertEquals(0, table.size());
    assertTrue(said().contains("r.conf:1:"), said());
  }

  @Test
  void aWrongFormatGivesNoTable() {
    assertEquals(Main.RULES_WRONG, run("--calls", "open", "--format", "%nonesuch"));
    assertEquals(0, table.size());
    assertTrue(said().contains("--format:1:"), said());
  }

  @Test
  void wrongOptionsAreSaidInOneLine() {
    assertEquals(Main.USAGE, run("--calls", "opne"));
    assertEquals(
        "sct_run: --calls: no system call is named 'opne'; did you mean 'open'?"
            + " (try 'sct_run --help')\n",
        said());
    assertEquals(Main.USAGE, run("--time", "never"));
    assertEquals(Main.USAGE, run("--json", "--format", "x"));
    assertEquals(Main.USAGE, run("--nonesuch"));
    assertEquals(0, table.size());
  }

  @Test
  void anOutputThatCannotBeMadeGivesNoTable() {
    assertEquals(Main.TROUBLE, run("--calls", "open", "--output", dir + "/none/log"));
    assertEquals(0, table.size());
    assertTrue(said().startsWith("sct_run: cannot write the output: "), said());
  }
}
