// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.summary.Dimension;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.log.top.Live;
import org.syscalltrack.log.top.Top;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog top}: counts what it would show, on a screen that changes. */
final class TopCommand {
  /** Opens the terminal that the program was started on. */
  interface Opener {
    /**
     * The caller closes it.
     *
     * @throws IOException if there is none
     */
    Terminal open() throws IOException;
  }

  private static final int EVERY_S = 2;
  private static final int MAX_EVERY_S = 3600;

  /** What would else be said across the screen, until the terminal is as it was. */
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private final Terms terms;
  private Live live;
  private Thread screen;

  private TopCommand(Terms terms) {
    this.terms =
        new Terms(
            terms.libc(),
            terms.stop(),
            terms.in(),
            terms.output(),
            new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  static int run(String[] args, Terms terms, Opener opener)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Options known =
        CommandLineOptions.reading()
            .addOption(CommandLineOptions.valued(null, "by", "WHAT"))
            .addOption(CommandLineOptions.valued(null, "every", "SECONDS"))
            .addOption(CommandLineOptions.valued(null, "color", "WHEN"));
    CommandLine line = CommandLineOptions.parse("top", known, args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    CommandLineOptions.refuseWords("top", line);
    CommandLineOptions options = CommandLineOptions.of(line);
    Dimension by = Arguments.word(line, "by", Dimension.RULE);
    long everyNs =
        TimeUnit.SECONDS.toNanos(
            line.hasOption("every")
                ? Arguments.number(line, "every", "SECONDS", 1, MAX_EVERY_S)
                : EVERY_S);
    if (options.capture().read().contains("-")) {
      throw new UsageException("top: standard input is for the keys: give -r a file");
    }
    boolean colours =
        options.display().colour().decide(true, System.getenv("NO_COLOR")) == Colours.ON;
    TopCommand command = new TopCommand(terms);
    try {
      return command.run(new Reading(options, command.terms), by, everyNs, colours, opener);
    } finally {
      terms.err().print(command.said.toString(StandardCharsets.UTF_8));
      terms.err().flush();
    }
  }

  static Terminal systemTerminal() throws IOException {
    // JLine would rather bring a native library of its own than use the one that is here.
    System.setProperty("org.jline.terminal.disableDeprecatedProviderWarning", "true");
    return TerminalBuilder.builder()
        .system(true)
        .jna(true)
        .jni(false)
        .ffm(false)
        .exec(false)
        .dumb(false)
        // The tool ends by signals as it always does: see SignalEnd.
        .nativeSignals(false)
        .build();
  }

  private int run(Reading reading, Dimension by, long everyNs, boolean colours, Opener opener)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    try (Terminal terminal = open(opener)) {
      try {
        Reading.Result result =
            reading.run(
                (setup, generations) -> {
                  live = new Live(generations, System::nanoTime);
                  Top top = new Top(live, by, everyNs, colours, System::nanoTime);
                  screen = new Thread(() -> show(top, terminal), "sctlog screen");
                  return live;
                },
                () -> screen.start());
        if (result.end() == Tail.End.LOG_ENDED || result.end() == Tail.End.COUNT_REACHED) {
          // Who asked for these events wants to look at them.
          live.end();
          awaitScreen();
        }
        return result.status();
      } finally {
        terms.stop().request();
        awaitScreen();
      }
    }
  }

  private static Terminal open(Opener opener) throws UsageException {
    try {
      Terminal terminal = opener.open();
      if (terminal.getStringCapability(InfoCmp.Capability.cursor_address) != null) {
        return terminal;
      }
      terminal.close();
    } catch (IOException | IllegalStateException e) {
      // Said below.
    }
    throw new UsageException(
        "top needs a terminal for its screen and its keys; `sctlog stats` counts without one");
  }

  private void show(Top top, Terminal terminal) {
    try {
      top.run(terminal, terms.stop()::isRequested);
    } catch (IOException e) {
      terms.remark(e.getMessage());
    } finally {
      terms.stop().request();
    }
  }

  private void awaitScreen() throws IOException {
    try {
      if (screen != null) {
        screen.join();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
