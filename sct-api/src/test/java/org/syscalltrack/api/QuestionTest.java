// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.run.Rules;

/** A call waits for what this program says. */
@Timeout(60)
class QuestionTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(directory.resolve("file"), "x");
  }

  private String asking(String deadline, String more) {
    return """
    rule { syscall_name = unlink rule_name = ask filter_expression { PARAMS[1] startswith "%s" }
           action { type = SUSPEND deadline = %s %s } when = before }
    """
        .formatted(file, deadline, more);
  }

  private SctRun remove() {
    return new SctRun("rm", "-f", file.toString());
  }

  private static String errors(SctProcess process) throws IOException {
    return new String(process.errorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whoIsAskedSeesTheCallAndAllowsIt() throws Exception {
    List<SctEvent> questions = Collections.synchronizedList(new ArrayList<>());
    List<SctEvent> events = new ArrayList<>();
    List<Boolean> wasThere = new ArrayList<>();
    int status =
        remove()
            .rules(asking("1h", "default = kill log_format {%comm %params}"))
            .onQuestion(
                question -> {
                  questions.add(question);
                  wasThere.add(Files.exists(file));
                  return SctAnswer.allow();
                })
            .onEvent(events::add)
            .start()
            .waitFor();
    assertEquals(0, status);
    assertFalse(Files.exists(file));
    assertEquals(List.of(true), wasThere);
    assertEquals(file.toString(), questions.get(0).string("pathname"));
    assertEquals(Verdict.SUSPENDED, questions.get(0).verdict());
    assertEquals(1, events.size());
    assertEquals(Verdict.ALLOWED, events.get(0).verdict());
    String text = events.get(0).text();
    assertTrue(text.startsWith("\"rm\" \"" + file + "\""), text);
    assertTrue(text.contains("answered"), text);
  }

  @Test
  void theCallFailsWithTheErrorThatIsSaid() throws Exception {
    SctProcess process =
        remove().rules(asking("1h", "")).onQuestion(q -> SctAnswer.fail("ENOSPC")).start();
    assertTrue(errors(process).contains("No space left on device"));
    assertEquals(1, process.waitFor());
    assertTrue(Files.exists(file));
  }

  @Test
  void theCallerIsKilledByTheSignalThatIsSaid() throws Exception {
    SctProcess process =
        remove().rules(asking("1h", "")).onQuestion(q -> SctAnswer.kill("SIGTERM")).start();
    assertEquals(128 + 15, process.waitFor());
    assertTrue(Files.exists(file));
  }

  @Test
  void otherCallsRunWhileOneWaits() throws Exception {
    Path done = directory.resolve("done");
    int status =
        new SctRun(
                "sh", "-c", "rm -f $0 & sleep 0.1; : >$1; wait", file.toString(), done.toString())
            .rules(asking("1h", ""))
            .onQuestion(
                question -> {
                  awaitFile(done);
                  return SctAnswer.allow();
                })
            .start()
            .waitFor();
    assertEquals(0, status);
    assertTrue(Files.exists(done));
    assertFalse(Files.exists(file));
  }

  private static void awaitFile(Path file) {
    try {
      while (!Files.exists(file)) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eachOfManyWaitsForItsOwnAnswer() throws Exception {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      Files.writeString(directory.resolve("file" + i), "x");
      script.append("rm -f ").append(file).append(i).append(" & ");
    }
    new SctRun("sh", "-c", script + "wait")
        .rules(asking("1h", ""))
        .onQuestion(
            q -> q.string("pathname").endsWith("7") ? SctAnswer.fail("EPERM") : SctAnswer.allow())
        .start()
        .waitFor();
    List<String> left = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      if (Files.exists(directory.resolve("file" + i))) {
        left.add("file" + i);
      }
    }
    assertEquals(List.of("file7", "file17", "file27", "file37"), left);
  }

  @Test
  void theDeadlineOfTheRuleHolds() throws Exception {
    List<SctEvent> events = new ArrayList<>();
    SctProcess process =
        remove()
            .rules(asking("1s", "error_code = EROFS log_format {%params}"))
            .onQuestion(
                question -> {
                  awaitEnd(3000);
                  return SctAnswer.allow();
                })
            .onEvent(events::add)
            .start();
    assertTrue(errors(process).contains("Read-only file system"));
    assertEquals(1, process.waitFor());
    assertTrue(Files.exists(file));
    assertTrue(events.get(0).text().contains("deadline"), events.get(0).text());
  }

  private static void awaitEnd(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutAnybodyToAskTheDefaultDecidesAtOnce() throws Exception {
    long start = System.nanoTime();
    SctProcess process = remove().rules(asking("1h", "error_code = EROFS")).start();
    assertTrue(errors(process).contains("Read-only file system"));
    assertEquals(1, process.waitFor());
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(30));
  }

  @Test
  void whoFailsWhenAskedEndsTheCommand() throws Exception {
    SctProcess process =
        remove()
            .rules(asking("1h", ""))
            .onQuestion(
                question -> {
                  throw new IllegalStateException("do not know");
                })
            .start();
    SctRunException e = assertThrows(SctRunException.class, process::waitFor);
    assertTrue(e.getMessage().contains("do not know"), e.getMessage());
    assertTrue(Files.exists(file));
  }

  @Test
  void aCallerThatIsKilledMeanwhileIsToldOf() throws Exception {
    List<SctEvent> events = new ArrayList<>();
    int status =
        remove()
            .rules(asking("1h", "log_format {%params}"))
            .onQuestion(
                question -> {
                  kill(question.pid());
                  return SctAnswer.allow();
                })
            .onEvent(events::add)
            .start()
            .waitFor();
    assertEquals(128 + 9, status);
    assertTrue(Files.exists(file));
    assertEquals(Verdict.KILLED, events.get(0).verdict());
    assertTrue(events.get(0).text().contains("died"), events.get(0).text());
  }

  private static void kill(int pid) {
    ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
    handle.destroyForcibly();
    // Its death is noticed when the supervisor has seen it, not when the signal was sent.
    while (handle.isAlive()) {
      Thread.onSpinWait();
    }
  }

  /** Runs rm, whose call waits, and does something else than to answer. */
  private String without(Misbehaviour misbehaviour) throws Exception {
    byte[] table = Rules.compile(asking("1h", "error_code = EROFS"), "test").bytes();
    try (Meeting meeting = Meeting.prepare(table)) {
      Process process =
          new ProcessBuilder(
                  Program.find().toString(),
                  "--table",
                  meeting.table(),
                  "--peer",
                  meeting.socket(),
                  "rm",
                  "-f",
                  file.toString())
              .start();
      try (SocketChannel channel = meeting.meet(process)) {
        ByteBuffer question = ByteBuffer.allocate(1);
        assertEquals(1, channel.read(question));
        misbehaviour.to(channel);
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor());
        assertTrue(Files.exists(file));
        return said;
      }
    }
  }

  private interface Misbehaviour {
    void to(SocketChannel channel) throws IOException;
  }

  @Test
  void whatIsNoAnswerIsNotTakenForOne() throws Exception {
    String said = without(channel -> channel.write(ByteBuffer.wrap(new byte[100])));
    assertTrue(said.contains("sct_run: --peer: what came is no answer"), said);
    assertTrue(said.contains("Read-only file system"), said);
  }

  @Test
  void whoGoesAwayLeavesTheDefault() throws Exception {
    assertTrue(without(SocketChannel::shutdownOutput).contains("Read-only file system"));
    assertTrue(without(SocketChannel::close).contains("Read-only file system"));
  }

  @Test
  void onlyRealAnswersCanBeGiven() {
    assertThrows(IllegalArgumentException.class, () -> SctAnswer.fail("SIGTERM"));
    assertThrows(IllegalArgumentException.class, () -> SctAnswer.fail("ENONE"));
    assertThrows(IllegalArgumentException.class, () -> SctAnswer.kill("ENOSPC"));
    assertThrows(IllegalArgumentException.class, () -> new SctAnswer(Verdict.FAILED, 0));
    assertThrows(IllegalArgumentException.class, () -> new SctAnswer(Verdict.SUSPENDED, 0));
  }
}
