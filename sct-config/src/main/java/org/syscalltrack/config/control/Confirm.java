// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;

/** {@code sct_config confirm}: what was uploaded to be confirmed stays. */
public final class Confirm {
  private Confirm() {}

  public static int run(Session session) throws DeviceException {
    try (ControlDevice device = session.open()) {
      session.out().println("The rules of generation " + device.confirm() + " stay");
    }
    return ExitStatus.OK;
  }
}
