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
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.Libc;
import org.syscalltrack.device.LogDevice;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.format.TextFormat;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.log.tail.Output;
import org.syscalltrack.log.tail.Stats;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.source.SteadyClock;
import org.syscalltrack.tool.Trace;
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
      if (args.length > 0 && args[0].equals("verify")) {
        return VerifyCommand.run(Arrays.copyOfRange(args, 1, args.length), output, err);
      }
      CommandLineOptions options = CommandLineOptions.parse(args);
      if (options.help()) {
        output.write(CommandLineOptions.HELP);
        return OK;
      }
      if (options.version()) {
        output.write(version());
        return OK;
      }
      return follow(options, in, output, err);
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

  private static String version() {
    String release = Main.class.getPackage().getImplementationVersion();
    return "sctlog %s, binary format %d\n"
        .formatted(release == null ? "(development)" : release, SctAbi.ABI_VERSION);
  }

  private int follow(CommandLineOptions options, InputStream in, Output output, PrintStream err)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Trace trace = options.verbose() ? Trace.verbose("sctlog", false) : Trace.silent();
    SteadyClock clock = SteadyClock.ofSystem();
    Setup setup = new Setup(options, clock, libc, remark -> err.println("sctlog: " + remark));
    Selection selection = setup.selection();
    TextFormat format = setup.format();
    List<Exemption> exemptions = Exemption.parse(options.exempt());
    Generations generations = new Generations(trace);
    EventFormatter formatter = setup.formatter(generations, format, outputFd);
    boolean reading = !options.capture().read().isEmpty();
    try (RecordSource source =
        reading
            ? Capturing.open(
                options.capture(), selection, in, remark -> err.println("sctlog: " + remark))
            : device(options, clock, exemptions, trace)) {
      if (options.capture().write() != null) {
        return record(source, options, err);
      }
      // A capture is not in the order of time altogether; what is too late it leaves out itself.
      Selection shown = reading ? selection.withoutUntil() : selection;
      // What is compared with the times of this machine's records is told as they are.
      LongSupplier now =
          source instanceof LogDevice device
              ? () -> clock.nowNs(device.epochOffsetNs())
              : clock::nowNs;
      Stats stats = new Stats(setup.statsNs(), now.getAsLong(), err);
      Tail tail = new Tail(source, generations, shown, formatter, output, stats, now);
      Tail.End end = run(tail, source, options);
      trace.note("ended: {}", end);
      if (end == Tail.End.STOP_REQUESTED) {
        err.println("sctlog: " + tail.counts());
      }
      int status = tail.counts().malformed() == 0 ? OK : TROUBLE;
      return reading ? Math.max(status, Capturing.status(source)) : status;
    }
  }

  private LogDevice device(
      CommandLineOptions options, SteadyClock clock, List<Exemption> exemptions, Trace trace)
      throws RecordSourceException {
    LogDevice device = LogDevice.open(libc.get(), options.device(), options.onlyNew(), clock);
    try {
      trace.note("opened {}: {}", options.device(), device.info());
      for (Exemption exemption : exemptions) {
        exemption.apply(device);
      }
      return device;
    } catch (RecordSourceException e) {
      device.close();
      throw e;
    }
  }

  private int record(RecordSource source, CommandLineOptions options, PrintStream err)
      throws RecordSourceException {
    stop.onRequest(() -> wake(source));
    try {
      return Capturing.record(source, options, libc.get(), err);
    } finally {
      stop.detach();
    }
  }

  private Tail.End run(Tail tail, RecordSource source, CommandLineOptions options)
      throws RecordSourceException, IOException {
    stop.onRequest(() -> wake(source));
    try {
      return options.once() ? tail.showHeld(options.count()) : tail.run(options.count());
    } finally {
      stop.detach();
    }
  }

  private static void wake(RecordSource source) {
    try {
      source.wake();
    } catch (RecordSourceException e) {
      throw new IllegalStateException(e);
    }
  }
}
