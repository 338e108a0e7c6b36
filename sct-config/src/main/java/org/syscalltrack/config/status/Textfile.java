// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.DeviceException;

/** The numbers as a file for the textfile collector of Prometheus' node exporter. */
final class Textfile {
  private Textfile() {}

  /** Writes it also if the kernel does not answer: old numbers must not look like new ones. */
  static int write(Session session) throws DeviceException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    StatusPrometheus prometheus = new StatusPrometheus(out);
    DeviceException trouble = null;
    boolean degraded = false;
    try {
      StatusCommand.Report report = StatusCommand.report(session);
      prometheus.print(report);
      degraded = !report.status().degraded().isEmpty();
    } catch (DeviceException e) {
      prometheus.down();
      trouble = e;
    }
    out.flush();
    String file = session.options().output().textfile();
    try {
      replace(Path.of(file).toAbsolutePath(), bytes.toByteArray());
    } catch (IOException | InvalidPathException e) {
      session.err().println("sct_config: cannot write " + file + ": " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
    if (trouble != null) {
      throw trouble;
    }
    return degraded ? ExitStatus.DEGRADED : ExitStatus.OK;
  }

  /** Whoever reads it meanwhile sees the old one or the new one; the collector wants *.prom. */
  private static void replace(Path file, byte[] text) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(fresh, text);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
