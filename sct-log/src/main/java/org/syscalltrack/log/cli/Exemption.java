// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.LogDevice;
import org.syscalltrack.tool.UsageException;

/** Who never waits for room in the log, because this reader depends on it: {@code --exempt}. */
record Exemption(LogDevice.Exempt what, long id) {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  /** A number is a process; all else is a directory of the cgroup hierarchy, or below it. */
  static List<Exemption> parse(Collection<String> words) throws UsageException {
    List<Exemption> list = new ArrayList<>();
    for (String word : words) {
      list.add(parse(word));
    }
    return list;
  }

  private static Exemption parse(String word) throws UsageException {
    try {
      return new Exemption(LogDevice.Exempt.PID, Integer.parseUnsignedInt(word));
    } catch (NumberFormatException e) {
      // Then it is a cgroup.
    }
    try {
      Path directory = Path.of(word);
      if (!directory.startsWith(CGROUPS)) {
        // As /proc/PID/cgroup has it, from the root of the hierarchy.
        directory = CGROUPS.resolve(word.startsWith("/") ? word.substring(1) : word);
      }
      if (Files.isDirectory(directory)) {
        long inode = ((Number) Files.getAttribute(directory, "unix:ino")).longValue();
        return new Exemption(LogDevice.Exempt.CGROUP, inode);
      }
    } catch (InvalidPathException | IOException e) {
      // Said below.
    }
    throw new UsageException("--exempt: '" + word + "' is neither a process id nor a cgroup");
  }

  void apply(LogDevice device) throws DeviceException {
    device.exempt(what, id);
  }
}
