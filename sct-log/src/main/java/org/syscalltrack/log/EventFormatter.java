// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import org.syscalltrack.device.DeviceException;

/** A form in which records are shown. */
interface EventFormatter {
  /**
   * Appends the record as one line, with its line end.
   *
   * @throws DeviceException if the rules that belong to it cannot be fetched
   */
  void format(LogRecord entry, Bytes out) throws DeviceException;
}
