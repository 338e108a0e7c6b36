// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctError;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.config.files.Provenance;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.device.UploadResult;

class UploadTest {
  @TempDir Path directory;

  private final Tool tool = new Tool();

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void uploadSaysWhatTheArticleSays() throws Exception {
    tool.takesUploads(1);
    String try_ = Tool.example("try.conf");
    assertEquals(0, tool.run("upload", try_));
    assertEquals("Successfully uploaded rules from file '" + try_ + "'\n", tool.out);
    assertEquals("", tool.err);
    assertEquals(List.of("/dev/sct_ctrl"), tool.opened);
    verify(tool.device).close();
  }

  @Test
  void uploadTellsWhereTheRulesComeFrom() throws Exception {
    tool.takesUploads(1);
    String b = file("b.conf", Tool.RULE.replace("one", "two"));
    String a = file("a.conf", "include \"b.conf\"\n" + Tool.RULE);
    assertEquals(0, tool.run("upload", a));
    assertEquals(
        "file %s \"%s\"\nfile %s \"%s\"\n"
            .formatted(
                Provenance.hash(Files.readString(Path.of(a))),
                a,
                Provenance.hash(Files.readString(Path.of(b))),
                b),
        tool.uploaded().origin());
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Provenance.hash("abc"));
    assertEquals(UploadRequest.ANY, tool.uploaded().expect());
    assertEquals(0, tool.uploaded().confirmSeconds());
  }

  @Test
  void uploadUntilConfirmed() throws Exception {
    tool.takesUploads(5);
    assertEquals(
        0,
        tool.run(
            "upload", "--confirm", "60", "--expect-generation", "4", file("a.conf", Tool.RULE)));
    assertEquals(60, tool.uploaded().confirmSeconds());
    assertEquals(4, tool.uploaded().expect());
    assertTrue(
        tool.out.endsWith("They are taken back in 60 s, unless you say: sct_config confirm\n"),
        tool.out);
    when(tool.device.confirm()).thenReturn(5L);
    assertEquals(0, tool.run("confirm"));
    assertEquals("The rules of generation 5 stay\n", tool.out);
  }

  @Test
  void wrongRulesAreNotUploaded() throws Exception {
    String bad = file("bad.conf", Tool.RULE.replace("unlink", "unlnk"));
    assertEquals(1, tool.run("upload", Tool.example("try.conf"), bad));
    assertTrue(
        tool.err.startsWith(bad + ":1:23: error: no system call is named 'unlnk' [sct-E0301]\n"));
    assertEquals("", tool.out);
    verify(tool.device, never()).upload(any());
    assertTrue(tool.opened.isEmpty());
  }

  @Test
  void warningsDoNotHinderUnlessAskedTo() throws Exception {
    tool.takesUploads(1);
    String a = file("a.conf", Tool.RULE + Tool.RULE.replace("one", "two"));
    assertEquals(0, tool.run("upload", a));
    assertTrue(tool.err.startsWith(a + ":2:42: warning: this rule never acts"), tool.err);
    assertEquals("Successfully uploaded rules from file '" + a + "'\n", tool.out);
    assertEquals(1, tool.run("--werror", "upload", a));
    assertEquals(1, tool.run("check", "--werror", a));
    verify(tool.device).upload(any());
  }

  @Test
  void refusalPointsAtTheRule() throws Exception {
    when(tool.device.upload(any()))
        .thenReturn(new UploadResult.Refused(38, SctError.NO_CALL, 1, -1, Abi.X86_64, 452));
    String a =
        file("a.conf", Tool.RULE + Tool.RULE.replace("one", "two").replace("unlink", "fchmodat2"));
    assertEquals(3, tool.run("upload", a));
    assertTrue(
        tool.err.startsWith(
            a
                + ":2:45: error: refused by the kernel: this kernel has no such system call:"
                + " fchmodat2 of x86_64 [sct-E0803]\n"),
        tool.err);
    assertTrue(tool.err.contains("  hint: the rules in force stay as they were"));
    assertEquals("", tool.out);
  }

  @Test
  void refusalOfAnInstructionPointsAtItsExpression() throws Exception {
    when(tool.device.upload(any()))
        .thenReturn(new UploadResult.Refused(74, SctError.OPCODE, 0, 3, null, 0));
    String a =
        file(
            "a.conf",
            Tool.RULE.replace("action", "\nfilter_expression { PID == 1 && UID > 5 } action"));
    assertEquals(3, tool.run("upload", a));
    assertTrue(
        tool.err.startsWith(
            a + ":2:33: error: refused by the kernel: unknown opcode [sct-E0801]\n"),
        tool.err);
  }

  @Test
  void refusalOfTheWholeTable() throws Exception {
    when(tool.device.upload(any()))
        .thenReturn(new UploadResult.Refused(74, SctError.MAGIC, -1, -1, null, 0));
    assertEquals(3, tool.run("upload", file("a.conf", Tool.RULE)));
    assertTrue(
        tool.err.startsWith(
            "sct_config: error: refused by the kernel: not a rule table [sct-E0801]\n"),
        tool.err);
  }
}
