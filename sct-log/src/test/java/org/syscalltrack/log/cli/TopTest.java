// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.log.tail.Output;

/** sctlog top, on a terminal that a test looks at and types on. */
@Timeout(60)
class TopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path dir;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Stop stop = new Stop();
  private final FakeLog log = new FakeLog();
  private LineDisciplineTerminal terminal;
  private CompletableFuture<Integer> status;

  @AfterEach
  void end() {
    stop.request();
  }

  private void start(Object... args) throws IOException {
    terminal = new LineDisciplineTerminal("test", "xterm", shown, StandardCharsets.UTF_8);
    terminal.setSize(new Size(80, 24));
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    Output output = new Output(new ByteArrayOutputStream(), 1, () -> false);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terms terms = new Terms(() -> log, stop, new ByteArrayInputStream(new byte[0]), output, errors);
    status =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return TopCommand.run(words, terms, () -> terminal);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private Path capture() {
    CaptureRun recorder = new CaptureRun();
    Path file = dir.resolve("c.sct");
    assertEquals(0, recorder.record(file, 3, 10));
    return file;
  }

  private void type(String keys) throws IOException {
    for (byte key : keys.getBytes(StandardCharsets.UTF_8)) {
      terminal.processInputByte(key & 0xff);
    }
  }

  private String screen() {
    synchronized (shown) {
      return shown.toString(StandardCharsets.UTF_8);
    }
  }

  private void await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!screen().contains(text)) {
      assertTrue(System.nanoTime() < end, "never shown: " + text + "\n" + screen());
      assertFalse(status.isDone(), "ended: " + err);
      Thread.sleep(10);
    }
  }

  /** Nothing but the title of the window, which some terminals keep, follows. */
  private void screenIsLeft() {
    assertTrue(screen().matches("(?s).*\033\\[\\?1049l(\033\\[23;0;0t)?"), screen());
  }

  @Test
  void aCaptureIsShownUntilTheKeyForTheEnd() throws Exception {
    start("-r", capture());
    await("30 events");
    await("[ended");
    await("rule0");
    type("p");
    await("PROCESS");
    type("\033OB");
    type("q");
    assertEquals(0, status.get());
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    assertTrue(screen().contains("\033[?1049h"));
    screenIsLeft();
    assertTrue(terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ICANON));
  }

  @Test
  void aSignalEndsIt() throws Exception {
    start("-r", capture(), "--by", "call");
    await("[ended");
    stop.request();
    assertEquals(0, status.get());
    screenIsLeft();
  }

  @Test
  void whatIsCountedFromZeroIsForgotten() throws Exception {
    start("-r", capture());
    await("30 events");
    shown.reset();
    type("z");
    await("0 events");
    type("q");
    assertEquals(0, status.get());
  }

  @Test
  void whatIsToBeSaidIsSaidWhenTheScreenIsLeft() throws Exception {
    Path file = capture();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 10));
    start("-r", file);
    await("[ended");
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    type("q");
    status.get();
    assertTrue(err.toString(StandardCharsets.UTF_8).contains(file.toString()), err.toString());
  }

  @Test
  void whenTheTerminalGoesSoDoesIt() throws Exception {
    start("-r", capture());
    await("[ended");
    terminal.close();
    assertEquals(0, status.get());
    assertEquals("sctlog: the terminal is gone\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void withoutATerminalItSaysWhatToDoInstead() {
    CaptureRun sctlog = new CaptureRun();
    assertEquals(2, sctlog.run("top", "-r", capture()));
    assertTrue(sctlog.err().contains("`sctlog stats` counts without one"), sctlog.err());
    assertEquals(2, sctlog.run("top", "--by", "colour"));
    assertTrue(sctlog.err().contains("--by is one of rule, process"), sctlog.err());
    assertEquals(2, sctlog.run("top", "--every", "0"));
    assertEquals(2, sctlog.run("top", "-r", "-"));
    assertTrue(sctlog.err().contains("for the keys"), sctlog.err());
  }
}
