// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Libc;
import org.syscalltrack.device.LogDevice;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.syscalls.SyscallTable;

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
    SignalEnd end = SignalEnd.install(stop);
    int status = TROUBLE;
    try {
      // Not System.out, which keeps its errors to itself.
      OutputStream out = new FileOutputStream(FileDescriptor.out);
      status = new Main(Libc::real, STDOUT, stop).run(args, System.in, out, System.err);
    } finally {
      end.finished(status);
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
      throws DeviceException, IOException {
    Trace trace = options.verbose() ? Trace.verbose() : Trace.silent();
    try (LogDevice device = LogDevice.open(libc.get(), options.device(), options.onlyNew())) {
      trace.note("opened {}: {}", options.device(), device.info());
      Tail tail = new Tail(device, formatter(options, device, trace), output, System::nanoTime);
      stop.onRequest(() -> wake(device));
      Tail.End end;
      try {
        end = options.once() ? tail.showHeld(options.count()) : tail.run(options.count());
      } finally {
        stop.detach();
      }
      trace.note("ended: {}", end);
      if (end == Tail.End.STOP_REQUESTED) {
        err.println(summary(tail));
      }
      return tail.malformed() == 0 ? OK : TROUBLE;
    }
  }

  private static EventFormatter formatter(
      CommandLineOptions options, LogDevice device, Trace trace) {
    Generations generations =
        new Generations(
            generation -> {
              Table table = device.download(generation);
              trace.note("fetched generation {}: {} bytes", generation, table.bytes().length);
              return table;
            });
    CallNames calls = (abi, nr) -> SyscallTable.builtIn().name(abi, nr);
    return options.json()
        ? new JsonFormatter(generations, calls)
        : new TextFormatter(generations, calls);
  }

  private static void wake(LogDevice device) {
    try {
      device.wake();
    } catch (DeviceException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String summary(Tail tail) {
    String text = "sctlog: %d events shown, %d lost".formatted(tail.shown(), tail.lost());
    return tail.malformed() == 0 ? text : text + ", %d malformed".formatted(tail.malformed());
  }
}
