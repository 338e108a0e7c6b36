// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;

/** {@code sct_config delete}. */
public final class Delete {
  private Delete() {}

  public static int run(Session session) throws DeviceException {
    try (ControlDevice device = session.open()) {
      long generation = device.delete();
      session.trace().note("no rules: generation {}", generation);
    }
    session.out().println("Successfully deleted all rules");
    return ExitStatus.OK;
  }
}
