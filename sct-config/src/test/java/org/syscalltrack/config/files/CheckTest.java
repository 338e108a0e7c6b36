// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.config.cli.Tool;

class CheckTest {
  @TempDir Path directory;

  private final Tool tool = new Tool();

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void errorsOfAllFilesAreReported() throws Exception {
    String a = file("a.conf", Tool.RULE.replace("before", "never"));
    String b = file("b.conf", Tool.RULE.replace("LOG", "LOOK"));
    String c = directory.resolve("c.conf").toString();
    assertEquals(1, tool.run("check", a, b, c, directory.toString()));
    assertTrue(tool.err.contains(a + ":1:"));
    assertTrue(tool.err.contains(b + ":1:"));
    assertTrue(tool.err.contains(c + ": error: no such file"));
    assertTrue(tool.err.contains(directory + ": error: is a directory, not a rule file"));
  }

  @Test
  void sameNameInTwoFilesIsAnError() throws Exception {
    String a = file("a.conf", Tool.RULE);
    String b = file("b.conf", "\n" + Tool.RULE);
    assertEquals(1, tool.run("check", a, b));
    assertTrue(tool.err.contains(b + ":2:42: error: a rule named 'one' is there already"));
    assertTrue(tool.err.contains(a + ":1:42: note:"));
  }

  @Test
  void checkIsQuietAndOpensNothing() {
    assertEquals(0, tool.run("check", Tool.example("try.conf")));
    assertEquals("", tool.out + tool.err);
    assertTrue(tool.opened.isEmpty());
  }

  @Test
  void messagesForEditors() throws Exception {
    String a = file("a.conf", Tool.RULE.replace("before", "\"a\\tb😀\""));
    String none = directory.resolve("none").toString();
    assertEquals(1, tool.run("check", "--format", "json", a, none));
    assertEquals("", tool.err);
    assertEquals(
        "[\n{\"severity\":\"error\",\"code\":\"sct-E0101\",\"message\":\"no such file\",\"file\":\""
            + none
            + "\"},\n{\"severity\":\"error\",\"code\":\"sct-E0310\",\"message\":"
            + "\"'when' is before or after, not 'a\\u0009b\\ud83d\\ude00'\",\"file\":\""
            + a
            + "\",\"line\":1,\"column\":53,\"endLine\":1,\"endColumn\":60}\n]\n",
        tool.out);
    assertEquals(0, tool.run("check", "--format", "json", file("b.conf", Tool.RULE)));
    assertEquals("[\n]\n", tool.out);
  }

  @Test
  void includedFilesLieBesideTheFile() throws Exception {
    file("inner.conf", "list admins = (0)\n");
    String rule = Tool.RULE.replace("action", "filter_expression { UID in (admins) } action");
    String main = file("main.conf", "include \"inner.conf\"\n" + rule);
    assertEquals(0, tool.run("check", main), () -> tool.err);
    file("inner.conf", "list admins = (0\n");
    assertEquals(1, tool.run("check", main));
    assertTrue(tool.err.startsWith("in the file included at " + main + ":1:9:\n"), tool.err);
  }
}
