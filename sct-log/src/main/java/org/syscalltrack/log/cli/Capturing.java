// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.syscalltrack.capture.CaptureSource;
import org.syscalltrack.capture.CaptureWriter;
import org.syscalltrack.capture.Rotation;
import org.syscalltrack.capture.Sync;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Libc;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.log.tail.Recording;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;

/**
 * All that has to do with captures, apart, so that it is loaded by those runs only that need it.
 */
final class Capturing {
  private Capturing() {}

  static RecordSource open(
      CommandLineOptions.Capture capture,
      Selection selection,
      InputStream in,
      Consumer<String> remarks)
      throws RecordSourceException {
    return CaptureSource.open(
        capture.read(), in, selection.sinceNs(), selection.untilNs(), remarks);
  }

  /** The exit status for what was read. */
  static int status(RecordSource source) {
    return source instanceof CaptureSource capture && capture.isDamaged() ? Main.TROUBLE : Main.OK;
  }

  static int record(RecordSource source, CommandLineOptions options, Libc libc, PrintStream err)
      throws RecordSourceException {
    CommandLineOptions.Capture capture = options.capture();
    Rotation rotation =
        new Rotation(
            Path.of(capture.write()), capture.fileBytes(), capture.fileSeconds(), capture.keep());
    CaptureWriter.Settings settings =
        new CaptureWriter.Settings(
            rotation,
            sync(capture.sync()),
            TimeUnit.SECONDS.toNanos(capture.sealSeconds()),
            Set.of(libc.message(Errno.ENOSPC), libc.message(Errno.EDQUOT)));
    CaptureWriter writer =
        new CaptureWriter(settings, remark -> err.println("sctlog: " + remark), System::nanoTime);
    // The key is of use only if it is somewhere else than the capture.
    err.println(
        "sctlog: recording to "
            + capture.write()
            + "; its key: "
            + HexFormat.of().formatHex(writer.key()));
    ServiceManager manager =
        new ServiceManager(
            libc::sendTo, System.getenv(), ProcessHandle.current().pid(), System::nanoTime);
    manager.ready();
    try (writer) {
      Recording recording = new Recording(source, writer, System::nanoTime, manager::alive);
      if (options.once()) {
        recording.runHeld(options.count());
      } else {
        recording.run(options.count());
      }
      manager.stopping();
    }
    err.println("sctlog: " + writer.tally());
    boolean whole = writer.tally().malformed() == 0 && writer.tally().givenUp() == 0;
    return whole ? Main.OK : Main.TROUBLE;
  }

  private static Sync sync(String when) {
    return switch (when) {
      case "never" -> Sync.NEVER;
      case "file" -> Sync.FILE;
      case "frame" -> Sync.FRAME;
      default -> Sync.seconds(Long.parseLong(when));
    };
  }
}
