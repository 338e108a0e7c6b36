// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.ProbeTable;

/** Goes through the doors of rules, and looks which of them have seen it. */
final class Probe {
  private final ControlDevice device;
  private final long generation;

  /** In the order of the table, whose first rules they are. */
  private final List<ProbeRule.Made> rules;

  private final List<String> names;

  /**
   * For rules in force.
   *
   * @param rules as they are tried, in the table those that can be, at its head
   * @param names what they are called by those who wrote them
   */
  Probe(ControlDevice device, long generation, List<ProbeRule.Made> rules, List<String> names) {
    this.device = device;
    this.generation = generation;
    this.rules = rules;
    this.names = names;
  }

  RuleCoverage go(RuleCoverage coverage, int index) throws DeviceException {
    ProbeRule.Made made = rules.get(index);
    List<Finding> findings = new ArrayList<>();
    if (made.rule() == null) {
      coverage.findings().forEach(f -> findings.add(f.untried(made.why())));
      return new RuleCoverage(coverage.rule(), findings);
    }
    try (Doors doors = Doors.to(made.path())) {
      for (Finding finding : coverage.findings()) {
        findings.add(
            finding.state() == Finding.State.ABSENT
                ? finding
                : go(doors, coverage.rule(), finding, index));
      }
    }
    return new RuleCoverage(coverage.rule(), findings);
  }

  private Finding go(Doors doors, CheckedRule rule, Finding finding, int index)
      throws DeviceException {
    ProbeTable.Probe probe = probe(rule, finding);
    if (probe == null) {
      return finding.untried("no way to try it in a scratch place is known");
    }
    String missing = doors.prepare(finding.door(), probe);
    if (missing != null) {
      return finding.untried(missing);
    }
    List<Counters.OfRule> before = device.counters(generation).rules();
    String answer = doors.enter();
    List<Counters.OfRule> after = device.counters(generation).rules();
    List<String> saw = new ArrayList<>();
    boolean own = false;
    int at = 0;
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).rule() != null) {
        if (after.get(at).hits() != before.get(at).hits()) {
          saw.add(names.get(i));
          own |= i == index;
        }
        at++;
      }
    }
    return finding.tried(answer, own, saw);
  }

  /** How to have done what the rule is about, by that door. */
  private static ProbeTable.Probe probe(CheckedRule rule, Finding finding) {
    Door door = finding.door();
    Set<Operation> operations =
        finding.operation() != null
            ? EnumSet.of(finding.operation())
            : OperationTable.all(rule.calls());
    return door.isUring()
        ? ProbeTable.ofUring(door.name(), operations)
        : ProbeTable.ofCall(door.name(), door.abi(), operations);
  }
}
