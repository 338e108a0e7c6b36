// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.List;
import org.syscalltrack.lang.check.CheckedRule;

/** The doors of what a rule is about. */
record RuleCoverage(CheckedRule rule, List<Finding> findings) {
  long count(Finding.State state) {
    return findings.stream().filter(finding -> finding.state() == state).count();
  }

  boolean isWhole() {
    return count(Finding.State.MISSED) == 0;
  }

  /** The same, of what there is on that kernel. */
  RuleCoverage on(Kernel kernel) {
    return new RuleCoverage(rule, findings.stream().map(kernel::judge).toList());
  }
}
