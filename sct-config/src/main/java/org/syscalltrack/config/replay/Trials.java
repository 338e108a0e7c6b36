// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.log.rules.EventKind;

/** The rules that would have been asked about one kind of event, in their order. */
record Trials(List<Trial> all) {
  static Trials of(Compilation compilation, EventKind kind) {
    List<Trial> trials = new ArrayList<>();
    Syscall call = kind.call() == null ? null : SyscallTable.builtIn().find(kind.call());
    if (call != null) {
      RuleTable table = compilation.table();
      for (Binding binding : table.bindings()) {
        if (binding.abi() == kind.abi() && binding.nr() == kind.nr()) {
          CheckedRule rule = compilation.rules().get(binding.rule());
          trials.add(
              new Trial(
                  binding.rule(),
                  rule,
                  rule.filter(),
                  table.views().get(binding.view()),
                  call,
                  kind));
        }
      }
      trials.sort((a, b) -> Integer.compare(a.index(), b.index()));
    }
    return new Trials(trials);
  }
}
