// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;

class KeepTest {
  private static final String OTHER = Tool.RULE.replace("one", "two");

  @TempDir private Path directory;

  private final Tool tool = new Tool();

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void inForce(String rules) throws Exception {
    byte[] table =
        rules.isEmpty()
            ? new byte[0]
            : Compiler.compile(List.of(new SourceText("x", rules))).bytes();
    when(tool.device.download(0)).thenReturn(new Table(7, table));
  }

  private int run(String... words) {
    String[] args = new String[words.length + 2];
    args[0] = "--rules-dir";
    args[1] = directory.toString();
    System.arraycopy(words, 0, args, 2, words.length);
    return tool.run(args);
  }

  @Test
  void filesThatAreInForce() throws Exception {
    file("10-a.conf", Tool.RULE);
    file("20-b.conf", OTHER);
    file("30-c.conf.old", "rubbish");
    inForce(Tool.RULE + OTHER);
    assertEquals(0, run("diff"), tool.err);
    assertEquals("", tool.out);
  }

  @Test
  void whatDiffers() throws Exception {
    file("10-a.conf", Tool.RULE.replace("LOG", "FAIL error_code = EPERM"));
    inForce(Tool.RULE + OTHER);
    assertEquals(4, run("diff"), tool.err);
    assertTrue(tool.out.startsWith("-rule {\n-  syscall_name = unlink\n-  rule_name = one\n"));
    assertTrue(tool.out.contains("-  rule_name = two\n"), tool.out);
    assertTrue(tool.out.contains("-    type = LOG\n"), tool.out);
    assertTrue(tool.out.contains("+    type = FAIL\n+    error_code = EPERM\n"), tool.out);
    assertFalse(tool.out.contains("+  rule_name = two\n"), tool.out);
  }

  @Test
  void anotherOrderIsAnotherTable() throws Exception {
    file("10-a.conf", OTHER + Tool.RULE);
    inForce(Tool.RULE + OTHER);
    assertEquals(4, run("diff"));
    assertEquals("the same rules in another order; that of the files:\n  two\n  one\n", tool.out);
  }

  @Test
  void filesOfTheCommandLineAndNone() throws Exception {
    inForce("");
    assertEquals(0, run("diff"));
    tool.input = Tool.RULE;
    assertEquals(4, run("diff", "-"));
    assertTrue(tool.out.contains("+  rule_name = one\n"), tool.out);
    tool.input = "rule {";
    assertEquals(1, run("diff", "-"));
  }

  @Test
  void saveMakesTheFilesThoseInForce() throws Exception {
    inForce(Tool.RULE);
    assertEquals(0, run("save"), tool.err);
    assertTrue(tool.out.startsWith("Saved generation 7 in "), tool.out);
    assertEquals(0, run("diff"));
    inForce(OTHER);
    assertEquals(4, run("diff"));
    assertEquals(0, run("save"), tool.err);
    assertEquals(0, run("diff"));
  }

  @Test
  void saveSetsOthersAsideIfItMay() throws Exception {
    file("10-a.conf", OTHER);
    inForce(Tool.RULE);
    assertEquals(2, run("save"));
    assertTrue(tool.err.contains("confirm it by --yes"), tool.err);
    tool.answer = "n";
    assertEquals(2, run("save"));
    assertFalse(Files.exists(directory.resolve("50-saved.conf")));
    assertEquals(0, run("save", "--yes"), tool.err);
    assertEquals(OTHER, Files.readString(directory.resolve("10-a.conf.old")));
    assertEquals(0, run("diff"));
  }

  @Test
  void nothingToSave() throws Exception {
    inForce("");
    assertEquals(3, run("save"));
    assertTrue(tool.err.contains("nothing was saved"), tool.err);
  }
}
