// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.KernelCalls;
import org.syscalltrack.device.Status;

/**
 * What the kernel that runs has.
 *
 * @param status null: there is nobody to ask
 * @param calls which of the doors' calls it has
 * @param unasked why not, or null
 * @param inForce whether the rules looked at are those in force
 */
record Kernel(
    Status status,
    Map<KernelCalls.Id, KernelCalls.Presence> calls,
    String unasked,
    boolean inForce) {

  /**
   * Asks it.
   *
   * @param rules to whose doors it shall say whether they are there
   * @param table of these rules
   */
  static Kernel ask(Session session, List<RuleCoverage> rules, byte[] table) {
    try (ControlDevice device = session.open()) {
      Status status = device.status();
      long generation = status.loaded().generation();
      boolean same = Arrays.equals(device.download(generation).bytes(), table);
      return new Kernel(status, device.calls(calls(rules)), null, same);
    } catch (DeviceException e) {
      return new Kernel(null, Map.of(), e.getMessage(), false);
    }
  }

  private static Set<KernelCalls.Id> calls(List<RuleCoverage> rules) {
    Set<KernelCalls.Id> calls = new HashSet<>();
    for (RuleCoverage rule : rules) {
      for (Finding finding : rule.findings()) {
        if (!finding.door().isUring()) {
          calls.add(id(finding.door()));
        }
      }
    }
    return calls;
  }

  private static KernelCalls.Id id(Door door) {
    return new KernelCalls.Id(door.abi(), door.number());
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
    if (!isAsked() || door.isUring()) {
      return finding;
    }
    if (status.abis().contains(door.abi())) {
      return switch (calls.getOrDefault(id(door), KernelCalls.Presence.YES)) {
        case YES -> finding;
        case NO -> finding.absent("this kernel has no such call");
        // Where objects are judged, it does not matter by which call one comes.
        case UNSEEN ->
            finding.operation() != null
                ? finding
                : Finding.missed(door, null, "the kernel's function for it cannot be hooked");
      };
    }
    return status.degraded().contains(Degradation.ABI_UNSEEN)
        ? Finding.missed(door, finding.operation(), Degradation.ABI_UNSEEN.text())
        : finding.absent("this kernel has no entry for " + door.entry());
  }
}
