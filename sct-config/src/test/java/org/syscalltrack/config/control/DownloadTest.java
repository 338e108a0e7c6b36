// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.device.Table;

class DownloadTest {
  @TempDir Path directory;

  private final Tool tool = new Tool();

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void uploadOfSeveralFilesMakesOneTable() throws Exception {
    tool.takesUploads(1);
    String a = file("a.conf", Tool.RULE);
    String b = file("b.conf", Tool.RULE.replace("one", "two"));
    assertEquals(0, tool.run("upload", a, b));
    assertEquals(2, tool.out.lines().count());
    byte[] both = tool.uploaded().table();
    when(tool.device.download(0)).thenReturn(new Table(1, both));
    assertEquals(0, tool.run("download"));
    assertTrue(tool.out.indexOf("rule_name = one") < tool.out.indexOf("rule_name = two"));
  }

  @Test
  void whatIsDownloadedUploadsToTheSameTable() throws Exception {
    List<Path> examples;
    try (Stream<Path> files = Files.walk(Tool.examples())) {
      examples = files.filter(file -> file.toString().endsWith(".conf")).toList();
    }
    assertTrue(examples.size() > 20);
    for (Path example : examples) {
      Tool first = new Tool();
      first.takesUploads(1);
      assertEquals(0, first.run("upload", example.toString()), first.err);
      byte[] table = first.uploaded().table();
      when(first.device.download(0)).thenReturn(new Table(1, table));
      assertEquals(0, first.run("download"));
      Tool again = new Tool();
      again.takesUploads(2);
      again.input = first.out;
      assertEquals(0, again.run("upload", "-"));
      assertEquals("Successfully uploaded rules from standard input\n", again.out);
      assertArrayEquals(table, again.uploaded().table(), example.toString());
    }
  }

  @Test
  void downloadWarnsIfTheTextIsNotWhatIsEnforced() throws Exception {
    tool.takesUploads(1);
    assertEquals(0, tool.run("upload", Tool.example("try.conf")));
    byte[] table = tool.uploaded().table();
    String before = new String(table, StandardCharsets.ISO_8859_1);
    int at = before.lastIndexOf("unlink_rule1");
    table[at] = 'x';
    when(tool.device.download(0)).thenReturn(new Table(1, table));
    assertEquals(3, tool.run("download"));
    assertTrue(
        tool.out.startsWith("# WARNING: the rules in force are not what this text compiles to"));
    assertTrue(tool.out.contains("xnlink_rule1"));
    assertTrue(tool.err.startsWith("sct_config: the rules in force are not what"));
  }

  @Test
  void downloadOfNoRules() throws Exception {
    when(tool.device.download(0)).thenReturn(new Table(3, new byte[0]));
    assertEquals(0, tool.run("download"));
    assertEquals("", tool.out);
    assertEquals("sct_config: no rules are in force\n", tool.err);
  }

  @Test
  void downloadOfGarbageIsTrouble() throws Exception {
    when(tool.device.download(0)).thenReturn(new Table(3, new byte[100]));
    assertEquals(3, tool.run("download"));
    assertEquals("sct_config: the kernel's rules: not a rule table\n", tool.err);
  }
}
