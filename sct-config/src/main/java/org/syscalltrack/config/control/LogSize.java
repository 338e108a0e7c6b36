// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import java.util.List;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config log-size [BYTES]}. */
public final class LogSize {
  private static final String UNITS = "KMG";

  private LogSize() {}

  public static int run(Session session) throws DeviceException, UsageException {
    List<String> words = session.options().operands();
    if (words.size() > 1) {
      throw new UsageException("'log-size' takes one size: '" + words.get(1) + "'");
    }
    long wanted = words.isEmpty() ? 0 : bytes(words.get(0));
    try (ControlDevice device = session.open()) {
      long size = device.logSize(wanted);
      session.out().println("The log of each CPU has " + size + " bytes");
    }
    return ExitStatus.OK;
  }

  private static long bytes(String word) throws UsageException {
    int last = word.length() - 1;
    int unit = last < 0 ? -1 : UNITS.indexOf(Character.toUpperCase(word.charAt(last)));
    try {
      long number = Long.parseLong(unit < 0 ? word : word.substring(0, last));
      long bytes = unit < 0 ? number : Math.multiplyExact(number, 1L << (10 * (unit + 1)));
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // Said below.
    }
    throw new UsageException(
        "'" + word + "' is no size: a number of bytes, or with K, M or G, such as 4M");
  }
}
