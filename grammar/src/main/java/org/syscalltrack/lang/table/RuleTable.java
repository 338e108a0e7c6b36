// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.List;
import java.util.function.Consumer;

/**
 * A whole rule table.
 *
 * @param text the canonical text of its rules
 * @param looks which need not be made for a table to work: they only spare time
 * @param objects the paths that rules are about, by set
 * @param operations which rules are asked about which operations
 */
public record RuleTable(
    List<TableRule> rules,
    List<View> views,
    List<Binding> bindings,
    String text,
    List<Look> looks,
    List<TableObject> objects,
    List<OpBinding> operations) {
  /** A table without looks, of rules about no objects. */
  public RuleTable(List<TableRule> rules, List<View> views, List<Binding> bindings, String text) {
    this(rules, views, bindings, text, List.of(), List.of(), List.of());
  }

  /** Gives the bindings of each call, in the order of the calls. */
  public void forEachCall(Consumer<List<Binding>> action) {
    int from = 0;
    while (from < bindings.size()) {
      Binding first = bindings.get(from);
      int to = from + 1;
      while (to < bindings.size()
          && bindings.get(to).abi() == first.abi()
          && bindings.get(to).nr() == first.nr()) {
        to++;
      }
      action.accept(bindings.subList(from, to));
      from = to;
    }
  }

  /** The same with these looks. */
  public RuleTable with(List<Look> newLooks) {
    return new RuleTable(rules, views, bindings, text, newLooks, objects, operations);
  }
}
