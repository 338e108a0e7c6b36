// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

/**
 * The rules that the kernel has.
 *
 * @param table its bytes; none without rules
 * @param text as download prints it
 */
record InForce(long generation, byte[] table, String text) {
  static InForce read(Session session) throws DeviceException {
    Table table;
    try (ControlDevice device = session.open()) {
      table = device.download(0);
    }
    if (table.bytes().length == 0) {
      return new InForce(table.generation(), table.bytes(), "");
    }
    try {
      return new InForce(table.generation(), table.bytes(), TableReader.read(table.bytes()).text());
    } catch (TableFormatException e) {
      throw new DeviceException(Errno.EBADMSG, "the kernel's rules: " + e.getMessage(), "");
    }
  }
}
