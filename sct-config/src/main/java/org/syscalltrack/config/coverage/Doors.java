// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.lang.syscalls.ProbeTable;

/** The program sct_doors at work; doors/main.c says how one talks with it. */
final class Doors implements AutoCloseable {
  private static final String PROGRAM = "sct_doors";
  private static final String READY = "ready";

  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;

  /** What it complained of last; else empty. */
  private String complaint = "";

  private Doors(Process process) {
    this.process = process;
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  static Doors to(String path) throws DeviceException {
    try {
      File program = program().toFile();
      return new Doors(
          new ProcessBuilder(program.toString(), path).redirectErrorStream(true).start());
    } catch (IOException | URISyntaxException e) {
      throw new DeviceException(
          Errno.ENOENT, "cannot start " + PROGRAM + ": " + e.getMessage(), "is it installed?");
    }
  }

  /** Beside the classes where they are installed, with the tools where they are built. */
  private static Path program() throws URISyntaxException {
    Path classes = Path.of(Doors.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path installed = classes.resolveSibling(PROGRAM);
    return Files.exists(installed)
        ? installed
        : classes.getParent().resolveSibling("bin").resolve(PROGRAM);
  }

  /** Puts everything in its place before the door; null: it is, else why not. */
  String prepare(Door door, ProbeTable.Probe probe) throws DeviceException {
    write(door.entry() + " " + door.number() + " " + probe.kind() + " " + words(probe.arguments()));
    String answer = read();
    if (answer.equals(READY)) {
      return null;
    }
    write("skip");
    return complaint.isEmpty() ? answer : complaint;
  }

  /** Goes through it, and says what the kernel answered: 0, or the name of an error. */
  String enter() throws DeviceException {
    write("go");
    return read();
  }

  private static String words(List<String> arguments) {
    return String.join(" ", arguments);
  }

  private void write(String line) throws DeviceException {
    try {
      to.write(line + "\n");
      to.flush();
    } catch (IOException e) {
      throw gone();
    }
  }

  private String read() throws DeviceException {
    complaint = "";
    try {
      while (true) {
        String line = from.readLine();
        if (line == null) {
          throw gone();
        } else if (!line.startsWith(PROGRAM + ": ")) {
          return line;
        }
        complaint = line.substring(PROGRAM.length() + 2);
      }
    } catch (IOException e) {
      throw gone();
    }
  }

  private DeviceException gone() {
    return new DeviceException(
        Errno.EPIPE,
        PROGRAM + " has ended" + (complaint.isEmpty() ? "" : ": " + complaint),
        "the doors that it has not come to are not tried");
  }

  /** It removes what it has made. */
  @Override
  public void close() {
    try {
      to.close();
      process.waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
