// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Libc;
import org.syscalltrack.device.LogDevice;
import org.syscalltrack.device.Table;
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
   *     LogDevice#NO_OUTPUT}
   */
  Main(Supplier<Libc> libc, int outputFd, Stop stop) {
    this.libc = libc;
    this.outputFd = outputFd;
    this.stop = stop;
  }

  public static void main(String[] args) {
    Stop stop = new Stop();
    Writing writing = new Writing();
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
    Output output = new Output(out, outputFd);
    try {
      CommandLineOptions options = CommandLineOptions.parse(args);
      if (options.help()) {
        output.write(CommandLineOptions.HELP);
        return OK;
      }
      if (options.version()) {
        output.write(version());
        return OK;
      }
      return follow(options, output, err);
    } catch (UsageException e) {
      err.println("sctlog: " + e.getMessage() + " (try 'sctlog --help')");
      return USAGE;
    } catch (ExpressionException e) {
      err.print(e.getMessage());
      return USAGE;
    } catch (DeviceException e) {
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

  private int follow(CommandLineOptions options, Output output, PrintStream err)
      throws UsageException, ExpressionException, DeviceException, IOException {
    Trace trace = options.verbose() ? Trace.verbose("sctlog", false) : Trace.silent();
    WallClock clock = new WallClock(Clock.systemDefaultZone(), System::nanoTime);
    Setup setup = new Setup(options, clock, libc, remark -> err.println("sctlog: " + remark));
    Selection selection = setup.selection();
    TextFormat format = setup.format();
    List<Exemption> exemptions = Exemption.parse(options.exempt());
    try (LogDevice device = LogDevice.open(libc.get(), options.device(), options.onlyNew())) {
      trace.note("opened {}: {}", options.device(), device.info());
      for (Exemption exemption : exemptions) {
        exemption.apply(device);
      }
      Generations generations = generations(device, trace);
      EventFormatter formatter = setup.formatter(generations, format, outputFd);
      Stats stats = new Stats(setup.statsNs(), System.nanoTime(), err);
      Tail tail =
          new Tail(device, generations, selection, formatter, output, stats, System::nanoTime);
      stop.onRequest(() -> wake(device));
      Tail.End end;
      try {
        end = options.once() ? tail.showHeld(options.count()) : tail.run(options.count());
      } finally {
        stop.detach();
      }
      trace.note("ended: {}", end);
      if (end == Tail.End.STOP_REQUESTED) {
        err.println("sctlog: " + tail.counts());
      }
      return tail.counts().malformed == 0 ? OK : TROUBLE;
    }
  }

  private static Generations generations(LogDevice device, Trace trace) {
    return new Generations(
        generation -> {
          Table table = device.download(generation);
          trace.note("fetched generation {}: {} bytes", generation, table.bytes().length);
          return table;
        });
  }

  private static void wake(LogDevice device) {
    try {
      device.wake();
    } catch (DeviceException e) {
      throw new IllegalStateException(e);
    }
  }
}
