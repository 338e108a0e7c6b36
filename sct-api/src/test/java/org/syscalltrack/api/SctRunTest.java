// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Verdict;

/** What sct_run itself does, seen through the API. */
@Timeout(60)
class SctRunTest {
  private static final String UNLINK_AFTER =
      "rule { syscall_name = unlink rule_name = seen"
          + " action { type = LOG log_format {%comm deletes %params} } when = after }";

  @TempDir Path directory;

  private static String failing(String call, Path file, String error) {
    return """
    rule { syscall_name = %s rule_name = deny filter_expression { PARAMS[1] == "%s" }
           action { type = FAIL error_code = %s log_format {%%comm} } when = before }
    """
        .formatted(call, file, error);
  }

  private Path file(String name) throws IOException {
    return Files.writeString(directory.resolve(name), name);
  }

  private static String output(SctProcess process) throws IOException {
    return new String(process.inputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void anEventHasWhatTheRuleSaw() throws Exception {
    Path gone = file("gone");
    List<SctEvent> events = new ArrayList<>();
    SctProcess process =
        new SctRun("rm", gone.toString()).rules(UNLINK_AFTER).onEvent(events::add).start();
    assertEquals(0, process.waitFor());
    assertFalse(Files.exists(gone));
    assertEquals(1, events.size());
    SctEvent event = events.get(0);
    assertEquals("seen", event.rule());
    assertEquals("unlinkat", event.call());
    assertEquals(Phase.AFTER, event.phase());
    assertEquals(Verdict.ALLOWED, event.verdict());
    assertEquals(OptionalLong.of(0), event.result());
    assertEquals(gone.toString(), event.string("pathname"));
    assertNull(event.string("nonesuch"));
    assertEquals("rm", event.comm());
    assertEquals("\"rm\" deletes \"" + gone + "\"", event.text());
    assertEquals("unlinkat(\"" + gone + "\") = 0", event.described());
    assertEquals(
        "rm[" + event.pid() + "]: " + event.described() + " (rule 'seen')", event.toString());
    Duration ago = Duration.between(event.time(), Instant.now());
    assertTrue(ago.abs().compareTo(Duration.ofMinutes(1)) < 0, "ago: " + ago);
  }

  @Test
  void valuesHaveTypes() throws Exception {
    Path read = file("read");
    List<SctEvent> events = new ArrayList<>();
    int status =
        new SctRun("cat", read.toString())
            .rules(
                """
                rule { syscall_name = openat rule_name = o filter_expression { PATH[2] == "%s" }
                       action { type = LOG log_format {%%params %%path[2] %%comm %%uid} } when = after }
                rule { syscall_name = execve rule_name = x action { type = LOG } when = before }
                """
                    .formatted(read))
            .onEvent(events::add)
            .start()
            .waitFor();
    assertEquals(0, status);
    assertEquals(List.of("x", "o"), events.stream().map(SctEvent::rule).toList());
    SctValue argv = events.get(0).params().get("argv");
    assertEquals(
        List.of("cat", read.toString()), assertInstanceOf(SctValue.Strings.class, argv).strings());
    SctEvent open = events.get(1);
    SctValue.Int flags = assertInstanceOf(SctValue.Int.class, open.params().get("flags"));
    assertEquals(0, flags.value());
    assertEquals("O_RDONLY", flags.decoded());
    assertEquals("AT_FDCWD", open.params().get("dfd").toString());
    assertEquals(read.toString(), open.string("filename.path"));
    assertEquals(3, open.result().orElseThrow());
  }

  @Test
  void aRuleFailsACall() throws Exception {
    Path kept = file("kept");
    List<SctEvent> events = new ArrayList<>();
    SctProcess process =
        new SctRun("rm", "-f", kept.toString())
            .rules(failing("unlink", kept, "EROFS"))
            .onEvent(events::add)
            .start();
    String said = new String(process.errorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor());
    assertTrue(Files.exists(kept));
    assertTrue(said.contains("Read-only file system"), said);
    assertEquals(Verdict.FAILED, events.get(0).verdict());
    assertTrue(events.get(0).described().contains("= -1 EROFS ("), events.get(0).described());
  }

  @Test
  void rulesComeFromFilesAndTextInTheirOrder() throws Exception {
    Path conf =
        Files.writeString(
            directory.resolve("first.conf"), failing("unlink", Path.of("a"), "EROFS"));
    List<SctEvent> events = new ArrayList<>();
    new SctRun("rm", "-f", "a", "b")
        .directory(directory)
        .rules(conf)
        .rules(UNLINK_AFTER)
        .onEvent(events::add)
        .start()
        .waitFor();
    // b is not there, and rm asks the kernel, no other.
    assertEquals(List.of("deny", "seen"), events.stream().map(SctEvent::rule).toList());
    assertEquals(OptionalLong.of(-2), events.get(1).result());
  }

  @Test
  void streamsDirectoryAndEnvironmentAreThoseOfProcessBuilder() throws Exception {
    SctRun run =
        new SctRun("sh", "-c", "read line; echo $line $WORD $(pwd); exit 7")
            .rules(UNLINK_AFTER)
            .directory(directory);
    run.environment().put("WORD", "by-environment");
    SctProcess process = run.start();
    process.outputStream().write("typed\n".getBytes(StandardCharsets.UTF_8));
    process.outputStream().close();
    assertEquals("typed by-environment " + directory + "\n", output(process));
    assertEquals(7, process.waitFor());
    Path out = directory.resolve("out");
    new SctRun("echo", "there")
        .rules(UNLINK_AFTER)
        .redirectOutput(Redirect.to(out.toFile()))
        .start()
        .waitFor();
    assertEquals("there\n", Files.readString(out));
  }

  @Test
  void noneOfManyEventsIsLostWhileTheListenerIsSlow() throws Exception {
    int calls = 20_000;
    List<Long> pids = new ArrayList<>();
    String script = "i=0; while [ $i -lt " + calls + " ]; do i=$((i + 1)); [ -e /none ]; done";
    int status =
        new SctRun("sh", "-c", script)
            .rules(
                "rule { syscall_name = stat rule_name = s filter_expression { PARAMS[1] =="
                    + " \"/none\" } action { type = LOG } when = after }")
            .onEvent(
                event -> {
                  pids.add((long) event.pid());
                  if (pids.size() == 1) {
                    sleep(1000);
                  }
                })
            .start()
            .waitFor();
    assertEquals(1, status);
    assertEquals(calls, pids.size());
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSignalIsAStatus() throws Exception {
    int status = new SctRun("sh", "-c", "kill $$").rules(UNLINK_AFTER).start().waitFor();
    assertEquals(128 + 15, status);
  }

  @Test
  void aCommandThatIsNotThere() throws Exception {
    SctRunException e =
        assertThrows(
            SctRunException.class, () -> new SctRun("no-such-command").rules(UNLINK_AFTER).start());
    assertEquals(
        "sct_run: no-such-command: No such file or directory (sct_run ended with status 127)",
        e.getMessage());
    SctProcess noProgram = new SctRun("/etc/passwd").rules(UNLINK_AFTER).start();
    assertEquals(126, noProgram.waitFor());
  }

  @Test
  void wrongRulesAreShown() {
    SctRun run = new SctRun("true").rules("rule { syscall_name = unlnk rule_name = r }");
    RulesException e = assertThrows(RulesException.class, run::start);
    assertTrue(e.getMessage().startsWith("rules:1:"), e.getMessage());
    assertTrue(e.getMessage().contains("unlink"), e.getMessage());
    Path none = directory.resolve("none.conf");
    assertThrows(RulesException.class, () -> new SctRun("true").rules(none));
    assertThrows(IllegalStateException.class, () -> new SctRun("true").start());
    assertThrows(IllegalArgumentException.class, () -> new SctRun());
  }

  @Test
  void whatCompilesMayBeRemarkedOn() {
    List<String> remarks =
        new SctRun("true").rules(failing("unlink", Path.of("/a"), "EPERM")).remarks();
    assertTrue(remarks.get(0).contains("another name of the file gets past"), remarks.toString());
  }

  @Test
  void rulesThatNeedTheModulesAreRefusedIfStrict() throws Exception {
    String rule =
        "rule { syscall_name = open rule_name = r filter_expression { PATH[1] == \"/none\" }"
            + " action { type = FAIL error_code = EPERM } when = before }";
    assertEquals(0, new SctRun("true").rules(rule).start().waitFor());
    SctProcess strict = new SctRun("true").rules(rule).strict().start();
    String said = new String(strict.errorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(125, strict.waitFor());
    assertTrue(said.startsWith("sct_run: --strict: rule 'r'"), said);
  }

  @Test
  void aListenerThatFailsEndsTheCommand() throws Exception {
    SctProcess process =
        new SctRun("sh", "-c", "rm -f /none; sleep 1000")
            .rules(UNLINK_AFTER)
            .onEvent(
                event -> {
                  throw new IllegalStateException("enough of " + event.call());
                })
            .start();
    SctRunException e = assertThrows(SctRunException.class, process::waitFor);
    assertTrue(e.getMessage().contains("enough of unlinkat"), e.getMessage());
    assertEquals(128 + 9, process.exitValue());
  }

  @Test
  void itCanBeWaitedForInVainAndKilled() throws Exception {
    SctProcess process = new SctRun("sleep", "1000").rules(UNLINK_AFTER).start();
    assertFalse(process.waitFor(50, TimeUnit.MILLISECONDS));
    process.destroyForcibly();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(128 + 9, process.exitValue());
  }

  @Test
  void noFileIsLeft() throws Exception {
    Path tmp = Path.of(System.getProperty("java.io.tmpdir"));
    List<String> before = left(tmp);
    new SctRun("true").rules(UNLINK_AFTER).start().waitFor();
    assertThrows(SctRunException.class, () -> new SctRun("none-such").rules(UNLINK_AFTER).start());
    assertEquals(before, left(tmp));
  }

  private static List<String> left(Path tmp) throws IOException {
    try (Stream<Path> files = Files.list(tmp)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("sct-run"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    String real = System.getProperty(Program.PROPERTY);
    System.setProperty(Program.PROPERTY, "/none/sct_run");
    try {
      SctRunException e =
          assertThrows(SctRunException.class, () -> new SctRun("true").rules(UNLINK_AFTER).start());
      assertTrue(e.getMessage().contains("/none/sct_run"), e.getMessage());
    } finally {
      System.setProperty(Program.PROPERTY, real);
    }
  }
}
