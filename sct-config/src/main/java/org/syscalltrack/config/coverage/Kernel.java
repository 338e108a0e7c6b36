// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.Arrays;
import java.util.List;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Status;

/**
 * What the kernel that runs has.
 *
 * @param status null: there is nobody to ask
 * @param unasked why not, or null
 * @param inForce whether the rules looked at are those in force
 */
record Kernel(Status status, String unasked, boolean inForce) {

  static Kernel ask(Session session, byte[] table) {
    try (ControlDevice device = session.open()) {
      Status status = device.status();
      long generation = status.loaded().generation();
      boolean same = Arrays.equals(device.download(generation).bytes(), table);
      return new Kernel(status, null, same);
    } catch (DeviceException e) {
      return new Kernel(null, e.getMessage(), false);
    }
  }

  boolean isAsked() {
    return status != null;
  }

  List<Degradation> degraded() {
    return isAsked() ? List.copyOf(status.degraded()) : List.of();
  }

  /** The same, unless nobody comes in there. */
  Finding judge(Finding finding) {
    Door door = finding.door();
    if (!isAsked() || door.isUring() || status.abis().contains(door.abi())) {
      return finding;
    }
    return status.degraded().contains(Degradation.ABI_UNSEEN)
        ? Finding.missed(door, finding.operation(), Degradation.ABI_UNSEEN.text())
        : finding.absent("this kernel has no entry for " + door.entry());
  }
}
