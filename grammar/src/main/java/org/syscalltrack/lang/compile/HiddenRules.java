// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.View;

/**
 * Warns of rules that never act: on each of their calls, an earlier rule without a filter matches
 * and ends the list.
 */
final class HiddenRules {
  private final RuleTable table;

  /** By call and phase, the first rule there that every call matches. */
  private final Map<Integer, Binding> covers = new HashMap<>();

  private HiddenRules(RuleTable table) {
    this.table = table;
  }

  static void warn(RuleTable table, List<CheckedRule> rules, Diagnostics diagnostics) {
    HiddenRules hidden = new HiddenRules(table);
    int[] first = hidden.firstCovers(rules);
    for (int i = 0; i < first.length; i++) {
      if (first[i] >= 0) {
        diagnostics.add(
            Diagnostic.warning(
                    rules.get(i).span(),
                    "this rule never acts: '"
                        + rules.get(first[i]).name()
                        + "' before it matches every call")
                .with(rules.get(first[i]).span())
                .hint("put it first, or give the other one a filter or continue = yes"));
      }
    }
  }

  /** For each rule, the rule that hides it, or -1. */
  private int[] firstCovers(List<CheckedRule> rules) {
    int[] hiding = new int[rules.size()];
    boolean[] open = new boolean[rules.size()];
    Arrays.fill(hiding, -1);
    // Bindings are sorted by call and then by rule: an earlier rule is met first.
    for (Binding b : table.bindings()) {
      int key = b.abi().number() << 16 | b.nr() << 1 | rules.get(b.rule()).phase().number();
      Binding cover = covers.get(key);
      if (cover == null || !isCovered(b, cover)) {
        open[b.rule()] = true;
      } else if (hiding[b.rule()] < 0) {
        hiding[b.rule()] = cover.rule();
      }
      if (cover == null && matchesAlways(b, rules.get(b.rule()))) {
        covers.put(key, b);
      }
    }
    for (int i = 0; i < hiding.length; i++) {
      hiding[i] = open[i] ? -1 : hiding[i];
    }
    return hiding;
  }

  private boolean matchesAlways(Binding b, CheckedRule rule) {
    return table.rules().get(b.rule()).code().isEmpty() && !rule.action().continues();
  }

  /** Whether the cover sees every call that the binding sees. */
  private boolean isCovered(Binding b, Binding cover) {
    View view = table.views().get(cover.view());
    View mine = table.views().get(b.view());
    return !view.isGuarded()
        || mine.isGuarded()
            && view.guard().equals(mine.guard())
            && view.mask() == mine.mask()
            && view.value() == mine.value();
  }
}
