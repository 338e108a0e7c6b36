// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.syscalltrack.api.RulesException;
import org.syscalltrack.api.SctAnswer;

@Timeout(60)
@SctRules(
    "rule { syscall_name = unlink rule_name = ofClass"
        + " action { type = LOG log_format {%comm %params} } when = before }")
class SctExtensionTest {
  private static final String CACHE = "/etc/ld.so.cache";

  @TempDir Path directory;

  private static String message(org.junit.jupiter.api.function.Executable assertion) {
    return assertThrows(AssertionFailedError.class, assertion).getMessage();
  }

  @Test
  void whatAProgramOpensIsNamed(SctRunner runner) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "text");
    SctResult result = runner.directory(directory).run("cat", "file", "/etc/../etc/passwd");
    assertTrue(result.output().startsWith("text"));
    result.exitedWith(0).opened(file).openedNothingBelow("/root").openedNothingBelow("/etc/pass");
    result.openedNothingBelow("/etc", CACHE, "/etc/passwd", "/etc/locale.alias");
    String message = message(() -> result.openedNothingBelow("/etc", CACHE));
    assertTrue(
        message.matches(
            "(?s)expected that cat file /etc/../etc/passwd opened nothing below /etc, but:"
                + ".*\n  cat\\[\\d+] openat\\(\"/etc/../etc/passwd\", O_RDONLY.*\\) = 3"
                + "  that is /etc/passwd.*"),
        message);
    String other = message(() -> result.opened(directory.resolve("none")));
    assertTrue(other.contains("did not open " + directory.resolve("none")), other);
    assertTrue(other.contains("that is " + file), other);
  }

  @Test
  void connectionsAreNamed(SctRunner runner) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      String to = "/dev/udp/127.0.0.1/" + socket.getLocalPort();
      SctResult result = runner.run("bash", "-c", "echo hello >" + to);
      String message = message(result::madeNoNetworkConnection);
      assertTrue(message.contains("connect("), message);
      assertTrue(message.contains("127.0.0.1:" + socket.getLocalPort()), message);
    }
    runner.run("true").madeNoNetworkConnection();
  }

  @Test
  void programsAreNamed(SctRunner runner) {
    SctResult result = runner.run("sh", "-c", "/bin/true; exec /bin/echo done");
    assertEquals("done\n", result.output());
    String message = message(result::ranNoOtherProgram);
    assertTrue(message.contains("execve(\"/bin/true\""), message);
    assertTrue(message.contains("execve(\"/bin/echo\""), message);
    runner.run("sh", "-c", "exit 3").exitedWith(3).ranNoOtherProgram();
    result.ranNoOtherProgram("/usr/bin/true", "/usr/bin/echo", "/bin/true", "/bin/echo");
  }

  @Test
  void writingFailsAsOnAFullDisk(SctRunner runner) {
    Path file = directory.resolve("full");
    SctResult result =
        runner.failWritesBelow(directory, "ENOSPC").run("bash", "-c", "echo x >" + file);
    assertTrue(result.errors().contains("o space left on device"), result.errors());
    result.exitedWith(1).ruleActed("write fails with ENOSPC 1").ruleDidNothing("ofClass");
    String message = message(() -> result.exitedWith(0));
    assertTrue(message.contains(" exited with 1, not 0\n  it said: "), message);
  }

  @Test
  void openingFails(SctRunner runner) {
    runner
        .failOpeningBelow(Path.of("/etc/passwd"), "EMFILE")
        .run("cat", "/etc/passwd")
        .exitedWith(1)
        .ruleActed("open fails with EMFILE 1");
  }

  @Test
  @SctRules(
      "rule { syscall_name = unlink rule_name = ofTest filter_expression { PARAMS[1] == \"a\" }"
          + " action { type = FAIL error_code = EROFS log_format {%comm %params} } when = before }")
  void rulesOfTheTestComeBeforeThoseOfItsClass(SctRunner runner) throws IOException {
    Files.createFile(directory.resolve("a"));
    Files.createFile(directory.resolve("b"));
    SctResult result = runner.directory(directory).run("rm", "-f", "a", "b");
    assertEquals(1, result.of("ofTest").size());
    assertEquals(1, result.of("ofClass").size());
    assertEquals("b", result.of("ofClass").get(0).string("pathname"));
    String message = message(() -> result.ruleActed("none"));
    assertTrue(message.contains("rule 'none' did nothing; others did:\n  rm["), message);
    assertTrue(message(() -> result.ruleDidNothing("ofTest")).contains("(rule 'ofTest')"));
  }

  @Nested
  class Inside {
    @Test
    void rulesOfTheClassAroundItHold(SctRunner runner) {
      runner.run("rm", "-f", "/none/none").ruleActed("ofClass");
    }
  }

  @Test
  void theTestDecides(SctRunner runner) throws IOException {
    Path file = Files.createFile(directory.resolve("asked"));
    runner
        .rules(
            "rule { syscall_name = unlink rule_name = ask"
                + " action { type = SUSPEND deadline = 1h log_format {%params} } when = before }")
        .onQuestion(question -> SctAnswer.fail("EBUSY"))
        .run("rm", "-f", file.toString())
        .exitedWith(1)
        .ruleActed("ask");
    assertTrue(Files.exists(file));
  }

  @Test
  void whatTakesTooLongIsKilled(SctRunner runner) {
    String message = message(() -> runner.timeout(Duration.ofMillis(1500)).run("sleep", "1000"));
    assertTrue(message.startsWith("sleep 1000 has not ended after 1500 ms"), message);
    assertTrue(message.contains("openat("), message);
  }

  @Test
  void wrongRulesAreShown(SctRunner runner) {
    RulesException e =
        assertThrows(RulesException.class, () -> runner.rules("rule { sycall }").run("true"));
    assertTrue(e.getMessage().contains("^"), e.getMessage());
  }

  @Test
  void environmentIsGiven(SctRunner runner) {
    assertEquals("a\n", runner.environment("WORD", "a").run("sh", "-c", "echo $WORD").output());
  }
}
