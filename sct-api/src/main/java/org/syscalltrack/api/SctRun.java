// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceReader;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.run.Rules;

/**
 * Starts a command under rules, as {@link ProcessBuilder} starts one without: they hold for it and
 * for all that it starts. Neither kernel modules nor root are needed; what differs from the
 * modules, sct_run(8) says.
 *
 * <p>The rules are compiled in this process. sct_run, a small program in C, starts the command and
 * writes what the rules see to a socket that this process listens at; so no event is lost, and no
 * file is left. It is the one that the property {@code syscalltrack.sct_run} names, else the one
 * that is installed beside this jar, else that of {@code PATH}.
 *
 * <p>Not for use by several threads at once; one builder may start several processes.
 */
public final class SctRun {
  private final ProcessBuilder builder;
  private final List<String> command;
  private final List<SourceText> sources = new ArrayList<>();
  private boolean strict;
  private Consumer<SctEvent> listener = event -> {};
  private Function<SctEvent, SctAnswer> judge;

  /** Of a program and its arguments. */
  public SctRun(String... command) {
    this(List.of(command));
  }

  /** Likewise. */
  public SctRun(List<String> command) {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("no command");
    }
    this.command = List.copyOf(command);
    this.builder = new ProcessBuilder(command);
  }

  /**
   * Adds rules as text, in the language of sct_rules(5). All that is added counts as one, in this
   * order: of the rules on a call the first one that matches acts.
   */
  public SctRun rules(String text) {
    sources.add(new SourceText("rules", text));
    return this;
  }

  /**
   * Adds the rules of a file.
   *
   * @throws RulesException if it cannot be read
   */
  public SctRun rules(Path file) {
    try {
      sources.add(SourceReader.read(file));
      return this;
    } catch (SourceException e) {
      throw new RulesException(DiagnosticPrinter.print(e.diagnostic()));
    }
  }

  /** Refuses rules that cannot be held without the modules, as {@code sct_run --strict} does. */
  public SctRun strict() {
    strict = true;
    return this;
  }

  /**
   * Who is told of each event, in their order, by a thread of the process that was started. While
   * it is busy, events wait; if too many do, so do the calls that make more.
   */
  public SctRun onEvent(Consumer<SctEvent> listener) {
    this.listener = Objects.requireNonNull(listener);
    return this;
  }

  /**
   * Who is asked what is to become of a call, by rules with {@code type = SUSPEND} and a {@code
   * deadline}. The call waits meanwhile; if there is no answer by its deadline, or nobody is to be
   * asked, the rule's default decides. {@link #onEvent} is told what came of it, if the rule has a
   * log_format. Asked by the thread that also tells of events, so that these wait.
   *
   * <p>What is asked about is what will run, with the exceptions that sct_run(8) lists under what
   * is not held.
   */
  public SctRun onQuestion(Function<SctEvent, SctAnswer> judge) {
    this.judge = Objects.requireNonNull(judge);
    return this;
  }

  /** As {@link ProcessBuilder#directory}. */
  public SctRun directory(Path directory) {
    builder.directory(directory.toFile());
    return this;
  }

  /** As {@link ProcessBuilder#environment}. */
  public Map<String, String> environment() {
    return builder.environment();
  }

  /** As {@link ProcessBuilder#redirectInput(Redirect)}. */
  public SctRun redirectInput(Redirect source) {
    builder.redirectInput(source);
    return this;
  }

  /** As {@link ProcessBuilder#redirectOutput(Redirect)}. */
  public SctRun redirectOutput(Redirect destination) {
    builder.redirectOutput(destination);
    return this;
  }

  /** As {@link ProcessBuilder#redirectError(Redirect)}; sct_run's own messages go there, too. */
  public SctRun redirectError(Redirect destination) {
    builder.redirectError(destination);
    return this;
  }

  /** As {@link ProcessBuilder#inheritIO}. */
  public SctRun inheritIO() {
    builder.inheritIO();
    return this;
  }

  /**
   * Compiles the rules and starts the command.
   *
   * @throws RulesException if the rules are wrong
   * @throws SctRunException if there is no sct_run, or it cannot work here
   */
  public SctProcess start() throws IOException {
    byte[] table = compile();
    List<String> words = new ArrayList<>(List.of(Program.find().toString()));
    if (strict) {
      words.add("--strict");
    }
    return SctProcess.start(builder, words, command, table, listener, judge);
  }

  private byte[] compile() {
    if (sources.isEmpty()) {
      throw new IllegalStateException("no rules: call rules(...)");
    }
    Compilation compilation = Rules.compile(sources);
    if (!compilation.isGood()) {
      throw new RulesException(
          compilation.diagnostics().stream()
              .filter(d -> !d.isNote())
              .map(DiagnosticPrinter::print)
              .collect(Collectors.joining()));
    }
    return compilation.bytes();
  }

  /**
   * What the compiler says of rules that it takes all the same, as sct_config check prints it: what
   * gets past them, what can never match.
   */
  public List<String> remarks() {
    List<Diagnostic> diagnostics = Rules.compile(sources).diagnostics();
    return diagnostics.stream().map(DiagnosticPrinter::print).toList();
  }
}
