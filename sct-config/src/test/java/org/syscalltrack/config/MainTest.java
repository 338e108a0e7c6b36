// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.SctError;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.DrainResult;
import org.syscalltrack.device.Table;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.device.UploadResult;
import org.syscalltrack.lang.source.SourceText;

class MainTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "rules");
  private static final String RULE =
      "rule { syscall_name = unlink rule_name = one when = before action { type = LOG } }\n";

  @TempDir Path directory;

  private ControlDevice device;
  private final List<String> opened = new ArrayList<>();
  private String out;
  private String err;

  @BeforeEach
  void newDevice() {
    device = mock(ControlDevice.class);
  }

  private int run(String... args) {
    return runWith("", args);
  }

  private int runWith(String input, String... args) {
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            path -> {
              opened.add(path);
              return device;
            },
            question -> null);
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return status;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private byte[] uploaded() throws DeviceException {
    return request().table();
  }

  private UploadRequest request() throws DeviceException {
    ArgumentCaptor<UploadRequest> request = ArgumentCaptor.forClass(UploadRequest.class);
    verify(device).upload(request.capture());
    return request.getValue();
  }

  @Test
  void uploadSaysWhatTheArticleSays() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
    String try_ = EXAMPLES.resolve("try.conf").toString();
    assertEquals(0, run("upload", try_));
    assertEquals("Successfully uploaded rules from file '" + try_ + "'\n", out);
    assertEquals("", err);
    assertEquals(List.of("/dev/sct_ctrl"), opened);
    verify(device).close();
  }

  @Test
  void uploadTellsWhereTheRulesComeFrom() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
    String b = file("b.conf", RULE.replace("one", "two"));
    String a = file("a.conf", "include \"b.conf\"\n" + RULE);
    assertEquals(0, run("upload", a));
    assertEquals(
        "file %s \"%s\"\nfile %s \"%s\"\n"
            .formatted(
                Provenance.hash(Files.readString(Path.of(a))),
                a,
                Provenance.hash(Files.readString(Path.of(b))),
                b),
        request().origin());
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Provenance.hash("abc"));
    assertEquals(UploadRequest.ANY, request().expect());
    assertEquals(0, request().confirmSeconds());
  }

  @Test
  void aLongListOfFilesIsCut() {
    List<SourceText> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(new SourceText("/etc/some/where/file" + i, ""));
    }
    String origin = Provenance.of(many);
    assertTrue(origin.length() <= SctAbi.MAX_ORIGIN);
    assertTrue(origin.endsWith("\"\nmore\n"));
  }

  @Test
  void uploadUntilConfirmed() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(5));
    assertEquals(
        0, run("upload", "--confirm", "60", "--expect-generation", "4", file("a.conf", RULE)));
    assertEquals(60, request().confirmSeconds());
    assertEquals(4, request().expect());
    assertTrue(
        out.endsWith("They are taken back in 60 s, unless you say: sct_config confirm\n"), out);
    when(device.confirm()).thenReturn(5L);
    assertEquals(0, run("confirm"));
    assertEquals("The rules of generation 5 stay\n", out);
  }

  @Test
  void logSizes() throws Exception {
    when(device.logSize(4 << 20)).thenReturn(8L << 20);
    when(device.logSize(0)).thenReturn(5L);
    assertEquals(0, run("log-size", "4M"));
    assertEquals("The log of each CPU has 8388608 bytes\n", out);
    assertEquals(0, run("log-size"));
    assertEquals("The log of each CPU has 5 bytes\n", out);
  }

  @Test
  void uploadOfSeveralFilesMakesOneTable() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
    String a = file("a.conf", RULE);
    String b = file("b.conf", RULE.replace("one", "two"));
    assertEquals(0, run("upload", a, b));
    assertEquals(2, out.lines().count());
    byte[] both = uploaded();
    when(device.download(0)).thenReturn(new Table(1, both));
    assertEquals(0, run("download"));
    assertTrue(out.indexOf("rule_name = one") < out.indexOf("rule_name = two"));
  }

  @Test
  void whatIsDownloadedUploadsToTheSameTable() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
    for (Path example : Files.list(EXAMPLES).toList()) {
      device = mock(ControlDevice.class);
      when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
      assertEquals(0, run("upload", example.toString()), err);
      byte[] first = uploaded();
      when(device.download(0)).thenReturn(new Table(1, first));
      assertEquals(0, run("download"));
      String text = out;
      device = mock(ControlDevice.class);
      when(device.upload(any())).thenReturn(new UploadResult.Loaded(2));
      assertEquals(0, runWith(text, "upload", "-"));
      assertEquals("Successfully uploaded rules from standard input\n", out);
      assertArrayEquals(first, uploaded(), example.toString());
    }
  }

  @Test
  void downloadWarnsIfTheTextIsNotWhatIsEnforced() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
    assertEquals(0, run("upload", EXAMPLES.resolve("try.conf").toString()));
    byte[] table = uploaded();
    String before = new String(table, StandardCharsets.ISO_8859_1);
    int at = before.lastIndexOf("unlink_rule1");
    table[at] = 'x';
    when(device.download(0)).thenReturn(new Table(1, table));
    assertEquals(3, run("download"));
    assertTrue(out.startsWith("# WARNING: the rules in force are not what this text compiles to"));
    assertTrue(out.contains("xnlink_rule1"));
    assertTrue(err.startsWith("sct_config: the rules in force are not what"));
  }

  @Test
  void downloadOfNoRules() throws Exception {
    when(device.download(0)).thenReturn(new Table(3, new byte[0]));
    assertEquals(0, run("download"));
    assertEquals("", out);
    assertEquals("sct_config: no rules are in force\n", err);
  }

  @Test
  void downloadOfGarbageIsTrouble() throws Exception {
    when(device.download(0)).thenReturn(new Table(3, new byte[100]));
    assertEquals(3, run("download"));
    assertEquals("sct_config: the kernel's rules: not a rule table\n", err);
  }

  @Test
  void wrongRulesAreNotUploaded() throws Exception {
    String bad = file("bad.conf", RULE.replace("unlink", "unlnk"));
    assertEquals(1, run("upload", EXAMPLES.resolve("try.conf").toString(), bad));
    assertTrue(err.startsWith(bad + ":1:23: error: no system call is named 'unlnk'\n"));
    assertEquals("", out);
    verify(device, never()).upload(any());
    assertTrue(opened.isEmpty());
  }

  @Test
  void errorsOfAllFilesAreReported() throws Exception {
    String a = file("a.conf", RULE.replace("before", "never"));
    String b = file("b.conf", RULE.replace("LOG", "LOOK"));
    String c = directory.resolve("c.conf").toString();
    assertEquals(1, run("check", a, b, c, directory.toString()));
    assertTrue(err.contains(a + ":1:"));
    assertTrue(err.contains(b + ":1:"));
    assertTrue(err.contains(c + ": error: no such file"));
    assertTrue(err.contains(directory + ": error: is a directory, not a rule file"));
  }

  @Test
  void sameNameInTwoFilesIsAnError() throws Exception {
    String a = file("a.conf", RULE);
    String b = file("b.conf", "\n" + RULE);
    assertEquals(1, run("check", a, b));
    assertTrue(err.contains(b + ":2:42: error: a rule named 'one' is there already"));
    assertTrue(err.contains(a + ":1:42: note:"));
  }

  @Test
  void warningsDoNotHinderUnlessAskedTo() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
    String a = file("a.conf", RULE + RULE.replace("one", "two"));
    assertEquals(0, run("upload", a));
    assertTrue(err.startsWith(a + ":2:42: warning: this rule never acts"), err);
    assertEquals("Successfully uploaded rules from file '" + a + "'\n", out);
    assertEquals(1, run("--werror", "upload", a));
    assertEquals(1, run("check", "--werror", a));
    verify(device).upload(any());
  }

  @Test
  void refusalPointsAtTheRule() throws Exception {
    when(device.upload(any()))
        .thenReturn(new UploadResult.Refused(38, SctError.NO_CALL, 1, -1, Abi.X86_64, 452));
    String a = file("a.conf", RULE + RULE.replace("one", "two").replace("unlink", "fchmodat2"));
    assertEquals(3, run("upload", a));
    assertTrue(
        err.startsWith(
            a
                + ":2:45: error: refused by the kernel: this kernel has no such system call:"
                + " fchmodat2 of x86_64\n"),
        err);
    assertTrue(err.contains("  hint: the rules in force stay as they were"));
    assertEquals("", out);
  }

  @Test
  void refusalOfAnInstructionPointsAtItsExpression() throws Exception {
    when(device.upload(any()))
        .thenReturn(new UploadResult.Refused(74, SctError.OPCODE, 0, 3, null, 0));
    String a =
        file(
            "a.conf", RULE.replace("action", "\nfilter_expression { PID == 1 && UID > 5 } action"));
    assertEquals(3, run("upload", a));
    assertTrue(err.startsWith(a + ":2:33: error: refused by the kernel: unknown opcode\n"), err);
  }

  @Test
  void refusalOfTheWholeTable() throws Exception {
    when(device.upload(any()))
        .thenReturn(new UploadResult.Refused(74, SctError.MAGIC, -1, -1, null, 0));
    assertEquals(3, run("upload", file("a.conf", RULE)));
    assertTrue(err.startsWith("sct_config: error: refused by the kernel: not a rule table\n"), err);
  }

  @Test
  void troubleWithTheDeviceIsOneLine() throws Exception {
    when(device.upload(any())).thenThrow(new DeviceException(1, "cannot upload", "must be root"));
    assertEquals(3, run("upload", file("a.conf", RULE)));
    assertEquals("sct_config: cannot upload: must be root\n", err);
    when(device.delete()).thenThrow(new DeviceException(2, "no modules", "run sct_load"));
    assertEquals(3, run("delete"));
    assertEquals("sct_config: no modules: run sct_load\n", err);
  }

  @Test
  void missingDeviceSaysToLoadTheModules() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status =
        Main.run(
            new String[] {"-c", directory.resolve("none").toString(), "delete"},
            System.in,
            System.out,
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            path -> ControlDevice.open(org.syscalltrack.device.Libc.real(), path),
            question -> null);
    assertEquals(3, status);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    assertTrue(text.contains("sct_load"), text);
  }

  @Test
  void delete() throws Exception {
    when(device.delete()).thenReturn(5L);
    assertEquals(0, run("-c", "/dev/other", "delete"));
    assertEquals("Successfully deleted all rules\n", out);
    assertEquals(List.of("/dev/other"), opened);
  }

  @Test
  void holders() throws Exception {
    when(device.drain(0)).thenReturn(new DrainResult.Drained());
    assertEquals(0, run("holders"));
    assertEquals("", out);

    when(device.drain(0))
        .thenReturn(
            new DrainResult.Busy(
                2, List.of(new DrainResult.Holder(7, 8, Abi.X86_64, 0, "c\033at"))));
    assertEquals(3, run("holders"));
    assertEquals(
        "pid 7 (c?at) is in read, which a rule is not done with\nand 1 more\n", out);
  }

  @Test
  void holdersNamesTheRules() throws Exception {
    when(device.upload(any())).thenReturn(new UploadResult.Loaded(1));
    run("upload", EXAMPLES.resolve("prevent_delete.conf").toString());
    byte[] table = uploaded();
    when(device.drain(0)).thenReturn(new DrainResult.HasRules());
    when(device.download(0)).thenReturn(new Table(1, table));
    assertEquals(3, run("holders"));
    assertEquals(
        "2 rules are in force (prevent_delete, unlink_rule1): run sct_config delete\n", out);
  }

  @Test
  void checkIsQuietAndOpensNothing() {
    assertEquals(0, run("check", EXAMPLES.resolve("try.conf").toString()));
    assertEquals("", out + err);
    assertTrue(opened.isEmpty());
  }

  @Test
  void messagesForEditors() throws Exception {
    String a = file("a.conf", RULE.replace("before", "\"a\\tb😀\""));
    String none = directory.resolve("none").toString();
    assertEquals(1, run("check", "--format", "json", a, none));
    assertEquals("", err);
    assertEquals(
        "[\n{\"severity\":\"error\",\"message\":\"no such file\",\"file\":\""
            + none
            + "\"},\n{\"severity\":\"error\",\"message\":"
            + "\"'when' is before or after, not 'a\\u0009b\\ud83d\\ude00'\",\"file\":\""
            + a
            + "\",\"line\":1,\"column\":53,\"endLine\":1,\"endColumn\":60}\n]\n",
        out);
    assertEquals(0, run("check", "--format", "json", file("b.conf", RULE)));
    assertEquals("[\n]\n", out);
  }

  @Test
  void includedFilesLieBesideTheFile() throws Exception {
    file("inner.conf", "list admins = (0)\n");
    String rule = RULE.replace("action", "filter_expression { UID in (admins) } action");
    String main = file("main.conf", "include \"inner.conf\"\n" + rule);
    assertEquals(0, run("check", main), () -> err);
    file("inner.conf", "list admins = (0\n");
    assertEquals(1, run("check", main));
    assertTrue(err.startsWith("in the file included at " + main + ":1:9:\n"), err);
  }

  @Test
  void dumpShowsTheTable() {
    assertEquals(0, run("dump", EXAMPLES.resolve("prevent_delete.conf").toString()));
    assertTrue(out.startsWith("rule 0 \"prevent_delete\" FAIL before error=1"));
    assertTrue(out.contains("jseq        PARAMS[1], \"/etc/passwd\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no command given: COMMANDS",
        "uplaod x|no command 'uplaod': did you mean 'upload'?",
        "frobnicate|no command 'frobnicate': commands are COMMANDS",
        "upload|'upload' needs a file, or - for standard input",
        "delete x|'delete' takes no file: 'x'",
        "check - -|the standard input can be read but once",
        "--colour check x|Unrecognized option: --colour",
        "--format json upload x|--format is for status, check",
        "--confirm 5 check x|--confirm is for upload",
        "--confirm 0 upload x|--confirm takes a number from 1 on, not '0'",
        "--confirm 86401 upload x|--confirm takes a number from 1 on, not '86401'",
        "--expect-generation x upload x|--expect-generation takes a number from 0 on, not 'x'",
        "--format prometheus check x|FORMAT is text or json, not 'prometheus'",
        "--format xml status|FORMAT is text, json or prometheus, not 'xml'",
        "log-size 4Q|'4Q' is no size: a number of bytes, or with K, M or G, such as 4M",
        "log-size 1 2|'log-size' takes one size: '2'",
        "lock|'lock' cannot be undone: confirm it by --yes",
        "--format xml check x|FORMAT is text or json, not 'xml'",
        "-c|Missing argument for option: c",
      })
  void usageErrors(String args, String message) {
    assertEquals(2, run(args.isEmpty() ? new String[0] : args.split(" ")));
    String said = message.replace("COMMANDS", Command.list());
    assertEquals("sct_config: " + said + " (try 'sct_config --help')\n", err);
    assertEquals("", out);
  }

  @Test
  void helpAndVersion() {
    assertEquals(0, run("--help"));
    assertEquals(CommandLineOptions.HELP, out);
    assertTrue(out.lines().allMatch(line -> line.length() <= 80));
    for (Command command : Command.values()) {
      assertTrue(out.contains("\n  " + command.word() + " "), command.word());
    }
    assertEquals(0, run("-V"));
    assertTrue(out.startsWith("sct_config "));
  }

  @Test
  void verboseSpeaksOnTheErrorOutput() {
    assertEquals(0, run("-v", "check", EXAMPLES.resolve("try.conf").toString()));
    assertEquals("", out);
  }

  @Test
  void log4jIsNotLoadedUnlessAskedFor() throws Exception {
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                classes,
                Main.class.getName(),
                "check",
                EXAMPLES.resolve("try.conf").toString())
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(log.contains("org.syscalltrack.config.Main"));
    assertFalse(log.contains("org.apache.logging"));
  }
}
