// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Operation;
import org.syscalltrack.config.text.Guards;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.Permission;
import org.syscalltrack.lang.syscalls.PermissionTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.OpBinding;
import org.syscalltrack.lang.table.View;

/** By which doors rules are come to, as far as the compiler can say. */
final class Coverage {
  private final Compilation compilation;
  private final int index;
  private final CheckedRule rule;
  private final List<Finding> findings = new ArrayList<>();

  private Coverage(Compilation compilation, int index) {
    this.compilation = compilation;
    this.index = index;
    this.rule = compilation.rules().get(index);
  }

  static List<RuleCoverage> of(Compilation compilation) {
    List<RuleCoverage> all = new ArrayList<>();
    for (int i = 0; i < compilation.rules().size(); i++) {
      Coverage coverage = new Coverage(compilation, i);
      if (coverage.rule.isOnObjects()) {
        coverage.atObjects();
      } else {
        coverage.atEntries();
      }
      all.add(new RuleCoverage(coverage.rule, coverage.findings));
    }
    return all;
  }

  private void atEntries() {
    Map<Integer, String> bound = new HashMap<>();
    for (Binding b : compilation.table().bindings()) {
      if (b.rule() == index) {
        View view = compilation.table().views().get(b.view());
        String when = Guards.text(view, b.abi(), b.nr());
        bound.merge(CallFamily.key(b.abi(), b.nr()), when, Coverage::either);
      }
    }
    for (Map.Entry<Syscall, String> entry : CallFamily.of(rule).entrySet()) {
      for (Door door : Door.of(entry.getKey())) {
        String when = door.isUring() ? null : bound.get(CallFamily.key(door.abi(), door.number()));
        if (when != null) {
          findings.add(Finding.covered(door, null, when));
        } else {
          String why = door.isUring() ? CallFamily.uring(door.call()) : entry.getValue();
          findings.add(Finding.missed(door, null, why));
        }
      }
    }
  }

  private static String either(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? "" : one + " or " + other;
  }

  private void atObjects() {
    Set<Operation> judged = new LinkedHashSet<>();
    for (OpBinding b : compilation.table().operations()) {
      if (b.rule() == index) {
        judged.add(b.operation());
      }
    }
    for (Operation operation : judged) {
      doors(operation).forEach(door -> findings.add(Finding.covered(door, operation, "")));
    }
    if (rule.permissions().isEmpty()) {
      unjudged();
    } else if (rule.callWords().stream().anyMatch(word -> word.startsWith("@"))) {
      meantToo(judged);
    }
  }

  /** Calls of the rule that are about no object that is judged. */
  private void unjudged() {
    for (Syscall call : rule.calls()) {
      if (OperationTable.of(call).isEmpty()) {
        Door.of(call)
            .forEach(d -> findings.add(Finding.missed(d, null, "no object of it is judged")));
      }
    }
  }

  /** Who names a group and what is done to files means all ways of that. */
  private void meantToo(Set<Operation> judged) {
    for (Operation operation : PermissionTable.meant(rule.permissions())) {
      if (!judged.contains(operation)) {
        String why =
            "perm = "
                + Permission.text(rule.permissions())
                + " means it, too; no call of it is named";
        doors(operation).forEach(door -> findings.add(Finding.missed(door, operation, why)));
      }
    }
  }

  private static List<Door> doors(Operation operation) {
    return OperationTable.callsOf(operation).stream().flatMap(c -> Door.of(c).stream()).toList();
  }
}
