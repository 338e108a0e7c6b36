// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.opentest4j.AssertionFailedError;
import org.syscalltrack.api.SctAnswer;
import org.syscalltrack.api.SctEvent;
import org.syscalltrack.api.SctProcess;
import org.syscalltrack.api.SctRun;

/**
 * Runs programs under the rules of a test, and watches which files they open, whom they connect to
 * and which programs they run.
 *
 * <p>What they write is kept; their input is empty.
 */
public final class SctRunner {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int SHOWN = 10;

  private final List<SctRules> declared;
  private final List<String> added = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path directory;
  private Duration timeout = PATIENCE;
  private Function<SctEvent, SctAnswer> judge;

  SctRunner(List<SctRules> declared) {
    this.declared = declared;
  }

  /** Adds rules before those of the annotations: those that need what only the test knows. */
  public SctRunner rules(String text) {
    added.add(text);
    return this;
  }

  /**
   * Has writing below a directory, or to a file, fail with an error: {@code ENOSPC}, {@code EIO}.
   * Whatever the program does, {@code sync} and closing succeed.
   */
  public SctRunner failWritesBelow(Path path, String error) {
    return failing("write", "FD[1]", path, error);
  }

  /** Has opening a file there fail with an error: {@code EACCES}, {@code EMFILE}. */
  public SctRunner failOpeningBelow(Path path, String error) {
    return failing("open", "PATH[1]", path, error);
  }

  private SctRunner failing(String call, String what, Path path, String error) {
    String name = quoted(path.toAbsolutePath().normalize().toString());
    String below = quoted(path.toAbsolutePath().normalize() + "/");
    return rules(
        """
        rule { syscall_name = %s rule_name = "%s fails with %s %d"
          filter_expression { %s == %s || %s startswith %s }
          action { type = FAIL error_code = %s log_format {%%comm %%params} } when = before }
        """
            .formatted(call, call, error, added.size() + 1, what, name, what, below, error));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Where programs run; where the tests do if this is not said. */
  public SctRunner directory(Path directory) {
    this.directory = directory;
    return this;
  }

  /** Sets a variable of their environment. */
  public SctRunner environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** How long a program may take, a minute if this is not said; then it is killed. */
  public SctRunner timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  /** As {@link SctRun#onQuestion}. */
  public SctRunner onQuestion(Function<SctEvent, SctAnswer> judge) {
    this.judge = judge;
    return this;
  }

  /**
   * Runs a program to its end.
   *
   * @throws org.syscalltrack.api.RulesException if the rules are wrong
   * @throws UncheckedIOException if it could not be run, or not be watched
   * @throws AssertionFailedError if it takes too long
   */
  public SctResult run(String... command) {
    List<SctEvent> events = Collections.synchronizedList(new ArrayList<>());
    SctRun run = new SctRun(command).rules(Watch.rules()).onEvent(events::add);
    added.forEach(run::rules);
    for (SctRules rules : declared) {
      List.of(rules.value()).forEach(run::rules);
      List.of(rules.files()).forEach(file -> run.rules(Path.of(file)));
    }
    run.environment().putAll(environment);
    if (directory != null) {
      run.directory(directory);
    }
    if (judge != null) {
      run.onQuestion(judge);
    }
    try {
      return await(List.of(command), run.start(), events);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SctResult await(List<String> command, SctProcess process, List<SctEvent> events)
      throws IOException {
    try {
      process.outputStream().close();
      CompletableFuture<String> output = text(process.inputStream());
      CompletableFuture<String> errors = text(process.errorStream());
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionFailedError(tooLong(command, List.copyOf(events)));
      }
      return new SctResult(
          command, process.exitValue(), output.join(), errors.join(), List.copyOf(events));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " runs", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private String tooLong(List<String> command, List<SctEvent> events) {
    String last =
        events.isEmpty()
            ? "; no rule has seen anything"
            : SctResult.listed(
                "; what was seen last",
                events.subList(Math.max(0, events.size() - SHOWN), events.size()));
    return String.join(" ", command) + " has not ended after " + timeout.toMillis() + " ms" + last;
  }

  private static CompletableFuture<String> text(InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> {
          Thread thread = new Thread(task, "output");
          thread.setDaemon(true);
          thread.start();
        });
  }
}
