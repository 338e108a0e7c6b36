// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.SctError;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Table;
import org.syscalltrack.device.UploadResult;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;

class EditTest {
  private static final String OTHER = Tool.RULE.replace("one", "two");

  @TempDir private Path directory;

  private final Tool tool = new Tool();

  @BeforeEach
  void oneIsInForce() throws Exception {
    byte[] table = Compiler.compile(List.of(new SourceText("x", Tool.RULE))).bytes();
    when(tool.device.download(0)).thenReturn(new Table(7, table));
    tool.takesUploads(8);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private String file(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  private List<String> files() throws IOException {
    try (var all = Files.list(directory)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private int edit(String... words) {
    String[] args = new String[words.length + 3];
    args[0] = "--rules-dir";
    args[1] = directory.toString();
    args[2] = "edit";
    System.arraycopy(words, 0, args, 3, words.length);
    return tool.run(args);
  }

  private void nothingHappened(String name, String text) throws Exception {
    verify(tool.device, never()).upload(any());
    assertEquals(text, file(name));
    assertEquals(List.of(name), files());
    assertTrue(tool.err.contains(name + " is as it was\n"), tool.err);
  }

  @Test
  void whatIsAgreedToIsInForceAndSaved() throws Exception {
    file("10-a.conf", Tool.RULE);
    tool.edits.add(OTHER);
    tool.answers.add("what?");
    tool.answers.add("y");
    assertEquals(0, edit(), tool.err);
    assertTrue(tool.out.contains("-  rule_name = one\n"), tool.out);
    assertTrue(tool.out.contains("+  rule_name = two\n"), tool.out);
    assertEquals(OTHER, file("10-a.conf"));
    assertEquals(List.of("10-a.conf"), files());
    var uploaded = tool.uploaded();
    assertEquals(7, uploaded.expect());
    assertTrue(uploaded.origin().contains("10-a.conf"), uploaded.origin());
    assertFalse(uploaded.origin().contains(".edit"), uploaded.origin());
  }

  @Test
  void theOtherFilesCountToo() throws Exception {
    file("10-a.conf", Tool.RULE);
    file("30-c.conf", Tool.RULE.replace("one", "three"));
    tool.edits.add(OTHER);
    assertEquals(0, edit("--yes", "20-b"), tool.err);
    assertEquals(OTHER, file("20-b.conf"));
    String all = Tool.RULE + OTHER + Tool.RULE.replace("one", "three");
    assertArrayEquals(
        Compiler.compile(List.of(new SourceText("x", all))).bytes(), tool.uploaded().table());
  }

  @Test
  void aFaultIsShownWithTheFilesOwnName() throws Exception {
    file("10-a.conf", Tool.RULE);
    tool.edits.add("rule {");
    tool.edits.add(OTHER);
    tool.answers.add("e");
    tool.answers.add("y");
    assertEquals(0, edit(), tool.err);
    assertTrue(tool.err.contains("/10-a.conf:1:"), tool.err);
    assertEquals(OTHER, file("10-a.conf"));
  }

  @Test
  void leavingChangesNothing() throws Exception {
    file("10-a.conf", Tool.RULE);
    tool.edits.add("rule {");
    tool.answers.add("y");
    tool.answers.add("x");
    assertEquals(1, edit());
    nothingHappened("10-a.conf", Tool.RULE);
    tool.edits.add(OTHER);
    tool.answers.add("x");
    assertEquals(2, edit());
    nothingHappened("10-a.conf", Tool.RULE);
    assertEquals(3, edit());
    assertTrue(tool.err.contains("the editor ended with status 1\n"), tool.err);
    nothingHappened("10-a.conf", Tool.RULE);
  }

  @Test
  void nothingWasWritten() throws Exception {
    file("10-a.conf", Tool.RULE);
    tool.edits.add(Tool.RULE);
    assertEquals(0, edit());
    assertTrue(tool.out.endsWith("10-a.conf was not changed\n"), tool.out);
    verify(tool.device, never()).upload(any());
  }

  @Test
  void workIsKeptWhereNobodyCanBeAsked() throws Exception {
    file("10-a.conf", Tool.RULE);
    tool.edits.add(OTHER);
    assertEquals(2, edit());
    assertEquals(List.of(".10-a.conf.edit", "10-a.conf"), files());
    assertEquals(OTHER, file(".10-a.conf.edit"));
    assertTrue(tool.err.contains("what was written is in "), tool.err);
    tool.edits.add(OTHER);
    assertEquals(3, edit());
    assertTrue(tool.err.contains(".10-a.conf.edit is what somebody left"), tool.err);
  }

  @Test
  void whatTheKernelRefusesIsNotSaved() throws Exception {
    file("10-a.conf", Tool.RULE);
    when(tool.device.upload(any()))
        .thenReturn(new UploadResult.Refused(12, SctError.MEMORY, 0, 0, null, 0));
    tool.edits.add(OTHER);
    tool.answers.add("y");
    tool.answers.add("x");
    assertEquals(3, edit());
    assertTrue(tool.err.contains("refused by the kernel"), tool.err);
    assertEquals(Tool.RULE, file("10-a.conf"));
  }

  @Test
  void somebodyElseUploadedMeanwhile() throws Exception {
    file("10-a.conf", Tool.RULE);
    when(tool.device.upload(any())).thenThrow(new DeviceException(116, "other rules", ""));
    tool.edits.add(OTHER);
    assertEquals(3, edit("--yes"));
    assertEquals(OTHER, file(".10-a.conf.edit"));
    assertEquals(Tool.RULE, file("10-a.conf"));
  }

  @Test
  void withoutModulesNobodyWorksForNothing() throws Exception {
    when(tool.device.download(0)).thenThrow(new DeviceException(2, "no modules", "run sct_load"));
    tool.edits.add(OTHER);
    assertEquals(3, edit());
    assertEquals(1, tool.edits.size());
  }

  @Test
  void twoDoNotEditOneFile() throws Exception {
    file("10-a.conf", Tool.RULE);
    Path lock = directory.resolve(".10-a.conf.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      assertTrue(held.isValid());
      assertEquals(3, edit());
    }
    assertTrue(tool.err.contains("somebody else edits 10-a.conf"), tool.err);
  }

  @Test
  void whichFile() throws Exception {
    tool.edits.add(OTHER);
    assertEquals(0, edit("--yes"), tool.err);
    assertEquals(OTHER, file("50-local.conf"));
    file("10-a.conf", Tool.RULE);
    assertEquals(2, edit());
    assertTrue(tool.err.contains("which file? There are 10-a.conf, 50-local.conf"), tool.err);
    assertEquals(2, edit("../x"));
    assertEquals(2, edit("a", "b"));
  }
}
