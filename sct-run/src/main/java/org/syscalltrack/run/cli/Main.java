// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.syscalltrack.capture.CaptureWriter;
import org.syscalltrack.capture.Rotation;
import org.syscalltrack.capture.Sync;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Libc;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.format.FormatArgument;
import org.syscalltrack.log.format.JsonFormatter;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TextFormat;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.log.tail.Output;
import org.syscalltrack.log.tail.Recording;
import org.syscalltrack.log.tail.Stats;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.run.PipeSource;
import org.syscalltrack.run.Rules;
import org.syscalltrack.run.trace.Tracing;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.source.SteadyClock;
import org.syscalltrack.tool.Trace;
import org.syscalltrack.tool.UsageException;

/**
 * The other half of sct_run: compiles its rules to the output, then shows the records that come on
 * the input.
 */
public final class Main {
  static final int OK = 0;
  static final int RULES_WRONG = 1;
  static final int USAGE = 2;
  static final int TROUBLE = 3;

  /** As sctlog does where nothing is said. */
  private static final long SEAL_SECONDS = 10;

  private final Supplier<Libc> libc;

  Main(Supplier<Libc> libc) {
    this.libc = libc;
  }

  public static void main(String[] args) {
    OutputStream table = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.exit(new Main(Libc::real).run(args, System.in, table, err));
  }

  /**
   * Runs it.
   *
   * @param in records, from when the table has been taken
   * @param table gets the compiled rules, then is closed; nothing if they are wrong
   * @param err messages, and events if no file was named for them
   */
  int run(String[] args, InputStream in, OutputStream table, OutputStream err) {
    if (args.length > 0 && args[0].equals("--trace")) {
      return new Tracing(libc).run(args, in, table, err);
    }
    PrintStream messages = new PrintStream(err, true);
    try {
      CommandLineOptions options = CommandLineOptions.parse(args);
      TextFormat format = options.format() == null ? null : FormatArgument.parse(options.format());
      Compilation compilation = Rules.compile(options.rules(), options.calls());
      for (Diagnostic d : compilation.diagnostics()) {
        // A command's output is not the place for what sct_config check tells, too.
        if (!d.isNote()) {
          messages.print(DiagnosticPrinter.print(d));
        }
      }
      if (!compilation.isGood()) {
        return RULES_WRONG;
      }
      try (OutputStream out = options.output() == null ? err : open(options.output())) {
        table.write(compilation.bytes());
        table.close();
        return options.write() == null
            ? show(options, format, in, compilation.bytes(), out, messages)
            : record(options.write(), in, compilation.bytes(), messages);
      }
    } catch (UsageException e) {
      messages.println("sct_run: " + e.getMessage() + " (try 'sct_run --help')");
      return USAGE;
    } catch (ExpressionException e) {
      messages.print(e.getMessage());
      return RULES_WRONG;
    } catch (RecordSourceException e) {
      messages.println("sct_run: " + e.getMessage());
      return TROUBLE;
    } catch (IOException e) {
      messages.println("sct_run: cannot write the output: " + e.getMessage());
      return TROUBLE;
    }
  }

  private static OutputStream open(String file) throws IOException {
    return new FileOutputStream(file);
  }

  private int show(
      CommandLineOptions options,
      TextFormat format,
      InputStream in,
      byte[] table,
      OutputStream out,
      PrintStream messages)
      throws RecordSourceException, IOException {
    SteadyClock clock = SteadyClock.ofSystem();
    Generations generations = new Generations(Trace.silent());
    EventFormatter formatter = formatter(options, format, generations, clock);
    Output output = new Output(out, RecordSource.NO_OUTPUT, () -> false);
    Stats stats = new Stats(Stats.NEVER, clock.nowNs(), messages);
    try (PipeSource source = new PipeSource(in, table, clock.offsetNs())) {
      Tail tail =
          new Tail(source, generations, Selection.ALL, formatter, output, stats, clock::nowNs);
      tail.run(Tail.UNLIMITED);
      return tail.counts().malformed() == 0 ? OK : TROUBLE;
    }
  }

  /** All events into a capture; its key goes to the messages, as with sctlog. */
  private int record(String file, InputStream in, byte[] table, PrintStream messages)
      throws RecordSourceException {
    Set<String> full = Set.of(libc.get().message(Errno.ENOSPC), libc.get().message(Errno.EDQUOT));
    CaptureWriter.Settings settings =
        new CaptureWriter.Settings(
            Rotation.none(Path.of(file)),
            Sync.seconds(1),
            TimeUnit.SECONDS.toNanos(SEAL_SECONDS),
            full);
    CaptureWriter writer =
        new CaptureWriter(
            settings, remark -> messages.println("sct_run: " + remark), System::nanoTime);
    String key = HexFormat.of().formatHex(writer.key());
    messages.println("sct_run: recording to " + file + "; its key: " + key);
    try (writer;
        PipeSource source = new PipeSource(in, table, SteadyClock.ofSystem().offsetNs())) {
      new Recording(source, writer, System::nanoTime).run(Tail.UNLIMITED);
    }
    messages.println("sct_run: " + writer.tally());
    return writer.tally().malformed() == 0 && writer.tally().givenUp() == 0 ? OK : TROUBLE;
  }

  private EventFormatter formatter(
      CommandLineOptions options, TextFormat format, Generations generations, SteadyClock clock) {
    Supplier<Decoder> names = () -> new Decoder(errno -> libc.get().message(errno));
    Decoder decoder = options.decoded() ? names.get() : null;
    TimeStamp time = options.time().in(clock.zone());
    if (options.json()) {
      return new JsonFormatter(generations, new Look(time, Colours.OFF, decoder));
    }
    TimeStamp inLine = time.isShown() ? time : TimeStamp.Style.LOCAL.in(clock.zone());
    return new TextFormatter(
        generations, format, new Look(time, Colours.OFF, decoder, inLine, names));
  }
}
