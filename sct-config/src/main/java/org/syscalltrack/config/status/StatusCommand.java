// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Status;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;

/** {@code sct_config status}: how things are, for people, programs and Prometheus. */
public final class StatusCommand {
  private StatusCommand() {}

  /**
   * What the kernel says at one moment.
   *
   * @param names of the rules, in order
   * @param questions calls that wait for an answer
   */
  record Report(Status status, Counters counters, List<String> names, int questions) {}

  public static int run(Session session) throws DeviceException {
    if (session.options().output().textfile() != null) {
      return Textfile.write(session);
    }
    Report report = report(session);
    switch (session.options().output().format()) {
      case JSON -> {
        try {
          StatusJson.print(report, session.out());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case PROMETHEUS -> new StatusPrometheus(session.out()).print(report);
      case TEXT -> new StatusText(session.out()).print(report);
    }
    return report.status().degraded().isEmpty() ? ExitStatus.OK : ExitStatus.DEGRADED;
  }

  static Report report(Session session) throws DeviceException {
    try (ControlDevice device = session.open()) {
      return read(device);
    }
  }

  /** All of one generation: if another one comes meanwhile, it is asked for anew. */
  private static Report read(ControlDevice device) throws DeviceException {
    while (true) {
      Status status = device.status();
      long generation = status.loaded().generation();
      try {
        Counters counters = device.counters(generation);
        return new Report(status, counters, names(device, generation), device.pending().size());
      } catch (DeviceException e) {
        if (e.errno() != Errno.ENOENT || device.info().generation() == generation) {
          throw e;
        }
      }
    }
  }

  private static List<String> names(ControlDevice device, long generation) throws DeviceException {
    byte[] table = device.download(generation).bytes();
    if (table.length == 0) {
      return List.of();
    }
    try {
      return TableReader.read(table).rules().stream().map(TableRule::name).toList();
    } catch (TableFormatException e) {
      throw new DeviceException(Errno.EBADMSG, "the kernel's rules: " + e.getMessage(), "");
    }
  }
}
