// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.Libc;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.tail.Output;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** sctlog: shows the events of the loaded rules. */
public final class Main {
  static final int OK = 0;
  static final int USAGE = 2;
  static final int TROUBLE = 3;

  private static final int STDOUT = 1;

  private final Supplier<Libc> libc;
  private final int outputFd;
  private final Stop stop;

  /**
   * @param outputFd what {@code out} of {@link #run} is for the kernel, or {@link
   *     RecordSource#NO_OUTPUT}
   */
  Main(Supplier<Libc> libc, int outputFd, Stop stop) {
    this.libc = libc;
    this.outputFd = outputFd;
    this.stop = stop;
  }

  public static void main(String[] args) {
    Stop stop = new Stop();
    Writing writing = new Writing(System::nanoTime);
    SignalEnd.install(stop, writing);
    int status = TROUBLE;
    try {
      // Not System.out, which keeps its errors to itself.
      OutputStream out = writing.watch(new FileOutputStream(FileDescriptor.out));
      PrintStream err =
          new PrintStream(
              new BufferedOutputStream(writing.watch(new FileOutputStream(FileDescriptor.err))),
              true);
      status = new Main(Libc::real, STDOUT, stop).run(args, System.in, out, err);
    } finally {
      writing.finished(status);
    }
    System.exit(status);
  }

  /** Runs the tool and gives its exit status. */
  int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
    Output output = new Output(out, outputFd, () -> libc.get().isClosed(outputFd));
    try {
      return command(args, new Terms(libc, stop, in, output, err));
    } catch (UsageException e) {
      err.println(e.text("sctlog"));
      return USAGE;
    } catch (ExpressionException e) {
      err.print(e.getMessage());
      return USAGE;
    } catch (RecordSourceException e) {
      err.println("sctlog: " + e.getMessage());
      return TROUBLE;
    } catch (IOException e) {
      err.println("sctlog: cannot write the output: " + e.getMessage());
      return TROUBLE;
    }
  }

  private static int command(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    String name = args.length == 0 ? "" : args[0];
    String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
    return switch (name) {
      case "check-config" -> CheckConfigCommand.run(rest, terms);
      case "verify" -> VerifyCommand.run(rest, terms.output(), terms.err());
      case "diff" -> DiffCommand.run(rest, terms);
      case "export" -> ExportCommand.run(rest, terms);
      case "report" -> ReportCommand.run(rest, terms);
      case "stats" -> StatsCommand.run(rest, terms);
      case "top" -> TopCommand.run(rest, terms, TopCommand::systemTerminal);
      case "tree" -> TreeCommand.run(rest, terms);
      default -> show(args, terms);
    };
  }

  private static String version() {
    return "sctlog %s, binary format %d\n".formatted(release(), SctAbi.ABI_VERSION);
  }

  static String release() {
    String release = Main.class.getPackage().getImplementationVersion();
    return release == null ? "(development)" : release;
  }

  private static int show(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    CommandLineOptions options = CommandLineOptions.parse(args);
    if (options.help()) {
      terms.output().write(CommandLineOptions.HELP);
      return OK;
    }
    if (options.version()) {
      terms.output().write(version());
      return OK;
    }
    Reading reading = new Reading(options, terms);
    if (options.capture().write() != null) {
      return reading.record();
    }
    if (options.config() != null) {
      return Sinking.run(options, reading, terms);
    }
    Reading.Result result =
        reading.run(
            (setup, generations) -> setup.formatter(generations, setup.format(), terms.outputFd()));
    if (result.end() == Tail.End.STOP_REQUESTED) {
      terms.remark(result.counts().toString());
    }
    return result.status();
  }
}
