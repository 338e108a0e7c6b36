// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.Folder;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.message.WarningCode;

/**
 * Warns of rules that never act: on each of their calls, an earlier rule without a filter, or with
 * a weaker one, matches and ends the list.
 *
 * <p>A filter is known to be weaker if it is the same, or one term of the other's {@code &&}, or if
 * the other is one term of its {@code ||}.
 */
final class HiddenRules {
  /** People write such rules; tables of more rules are made by programs. */
  private static final int MAX_COMPARED = 2000;

  private final RuleTable table;
  private final List<CheckedRule> rules;

  /** By call and phase, the first rule there that every call matches. */
  private final Map<Integer, Binding> covers = new HashMap<>();

  /** By call, phase and filter, the first rule there that matches if the filter holds. */
  private final Map<String, Binding> weaker = new HashMap<>();

  private HiddenRules(RuleTable table, List<CheckedRule> rules) {
    this.table = table;
    this.rules = rules;
  }

  static void warn(RuleTable table, List<CheckedRule> rules, Diagnostics diagnostics) {
    HiddenRules hidden = new HiddenRules(table, rules);
    int[] first = hidden.firstCovers();
    for (int i = 0; i < first.length; i++) {
      if (first[i] >= 0) {
        diagnostics.add(
            Diagnostic.warning(
                    WarningCode.HIDDEN_RULE,
                    rules.get(i).span(),
                    "this rule never acts: '"
                        + rules.get(first[i]).name()
                        + "' before it matches every call"
                        + (hidden.isFiltered(first[i]) ? " that this one matches" : ""))
                .with(rules.get(first[i]).span())
                .hint("put it first, or give the other one a filter or continue = yes"));
      }
    }
  }

  /** For each rule, the rule that hides it, or -1. */
  private int[] firstCovers() {
    boolean compared = rules.size() > 1 && rules.size() <= MAX_COMPARED;
    List<List<String>> stronger = new ArrayList<>();
    List<List<String>> filters = new ArrayList<>();
    for (CheckedRule rule : rules) {
      stronger.add(compared ? terms(rule, true) : List.of());
      filters.add(compared && !rule.action().continues() ? terms(rule, false) : List.of());
    }
    int[] hiding = new int[rules.size()];
    boolean[] open = new boolean[rules.size()];
    Arrays.fill(hiding, -1);
    // Bindings are sorted by call and then by rule: an earlier rule is met first.
    for (Binding b : table.bindings()) {
      int key = b.abi().number() << 16 | b.nr() << 1 | rules.get(b.rule()).phase().number();
      Binding cover = cover(key, b, stronger.get(b.rule()));
      if (cover == null || !isCovered(b, cover)) {
        open[b.rule()] = true;
      } else if (hiding[b.rule()] < 0) {
        hiding[b.rule()] = cover.rule();
      }
      if (cover == null && matchesAlways(b, rules.get(b.rule()))) {
        covers.put(key, b);
      }
      for (String filter : filters.get(b.rule())) {
        weaker.putIfAbsent(key + " " + filter, b);
      }
    }
    for (int i = 0; i < hiding.length; i++) {
      hiding[i] = open[i] ? -1 : hiding[i];
    }
    return hiding;
  }

  private Binding cover(int key, Binding b, List<String> stronger) {
    Binding cover = covers.get(key);
    for (String term : stronger) {
      Binding other = cover == null ? weaker.get(key + " " + term) : null;
      // A rule that what cannot be read matches covers what one does that it does not match.
      boolean asWide =
          other != null
              && (rules.get(other.rule()).unreadableMatches()
                  || !rules.get(b.rule()).unreadableMatches());
      if (asWide && isCovered(b, other)) {
        cover = other;
      }
    }
    return cover;
  }

  private boolean isFiltered(int rule) {
    return !table.rules().get(rule).code().isEmpty();
  }

  /** The filter as text, with the terms of its {@code &&}, or of its {@code ||}. */
  private static List<String> terms(CheckedRule rule, boolean and) {
    if (rule.filter() == null) {
      return List.of();
    }
    Cond folded = Folder.fold(rule.filter());
    List<String> terms = new ArrayList<>();
    terms.add(CanonicalPrinter.print(folded));
    if (folded instanceof Cond.Junction junction && junction.and() == and) {
      junction.terms().forEach(term -> terms.add(CanonicalPrinter.print(term)));
    }
    return terms;
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
