// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.table.Automaton;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.Look;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/**
 * Plans the looks of a table: which rules of each call are found by one pass over a string.
 *
 * <p>What the kernel's own index finds, by comparing strings from their start on, is left to it, if
 * there is nothing else to look for in that string.
 */
public final class LookPlanner {
  /** As many keys on a string are worth a look, whatever they are. */
  private static final int WORTH = 8;

  /** Beginnings of so many lengths are found by the kernel's index. */
  private static final int MAX_LENGTHS = 32;

  private static final int NAME = -1;

  private record Cached(long shape, List<Key> keys) {}

  private record Built(Group group, int rules, Automaton automaton) {}

  private final RuleTable table;
  private final List<Cond> filters;
  private final long[] shapes;
  private final Cached[] cache;
  private final List<Built> built = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();

  private LookPlanner(RuleTable table, List<Cond> filters) {
    this.table = table;
    this.filters = filters;
    this.shapes = table.views().stream().mapToLong(LookPlanner::shape).toArray();
    this.cache = new Cached[table.rules().size()];
  }

  /**
   * The looks, in their order.
   *
   * @param filters by rule, as they are compiled; null: none
   */
  public static List<Look> plan(RuleTable table, List<Cond> filters) {
    LookPlanner planner = new LookPlanner(table, filters);
    table.forEachCall(planner::call);
    planner.looks.sort(null);
    return planner.looks;
  }

  /** What of a view matters for keys: views of one shape give a filter the same ones. */
  private static long shape(View view) {
    long shape = view.guard().source() == Source.DEREF ? 1 : 0;
    for (int i = 1; i <= SctAbi.MAX_SLOTS; i++) {
      ViewParam param = view.param(i);
      shape = shape << 2 | (param == null || param.source() == Source.NONE ? 0 : kind(param));
    }
    return shape;
  }

  private static int kind(ViewParam param) {
    if (param.source() == Source.ARG && param.type() == Type.STR) {
      return 1;
    }
    return param.isInMemory() || param.type().number() > Type.U64.number() ? 2 : 3;
  }

  private List<Key> keys(Binding binding) {
    int rule = binding.rule();
    Cond filter = filters.get(rule);
    if (filter == null) {
      return null;
    }
    long shape = shapes[binding.view()];
    if (cache[rule] == null || cache[rule].shape() != shape) {
      TableRule r = table.rules().get(rule);
      List<Key> keys =
          Keys.of(
              filter,
              table.views().get(binding.view()),
              r.has(SctAbi.RULE_UNREADABLE_MATCHES),
              r.phase() == Phase.AFTER);
      cache[rule] = new Cached(shape, keys);
    }
    return cache[rule].keys();
  }

  /** A rule on a call, by its position there; what it needs, and of which strings. */
  private record OnCall(int position, List<Key> keys, int[] values) {
    boolean isIndexed() {
      for (int i = 0; i < keys.size(); i++) {
        if (values[i] == NAME || values[i] != values[0] || !keys.get(i).isIndexed()) {
          return false;
        }
      }
      return true;
    }
  }

  private void call(List<Binding> bindings) {
    List<OnCall> rules = rules(bindings);
    List<OnCall> sought = new ArrayList<>(rules);
    int indexed = leaveIndexed(sought);
    Set<Integer> worth = worth(sought, bindings.size());
    if (!worth.isEmpty() && !worth.equals(Set.of(NAME))) {
      // A look at the string finds the others by the way.
      sought = rules;
      worth = worth(rules, bindings.size());
      worth.add(NAME);
    } else if (indexed >= WORTH) {
      worth.add(NAME);
    }
    Map<Integer, Group> groups = new TreeMap<>();
    for (OnCall rule : sought) {
      boolean all = true;
      for (int value : rule.values()) {
        all &= worth.contains(value);
      }
      for (int i = 0; all && i < rule.keys().size(); i++) {
        int value = rule.values()[i];
        groups
            .computeIfAbsent(value, v -> new Group(v == NAME))
            .add(rule.position(), List.of(rule.keys().get(i)));
      }
    }
    groups.forEach((value, group) -> look(bindings, value, group));
  }

  /** Before-rules come first. */
  private List<OnCall> rules(List<Binding> bindings) {
    List<OnCall> rules = new ArrayList<>();
    int position = 0;
    for (Phase phase : Phase.values()) {
      for (Binding binding : bindings) {
        if (table.rules().get(binding.rule()).phase() != phase) {
          continue;
        }
        List<Key> keys = keys(binding);
        if (keys != null && !keys.isEmpty()) {
          rules.add(new OnCall(position, keys, values(binding, keys)));
        }
        position++;
      }
    }
    return rules;
  }

  /** Of each key, the register that its string is in, or NAME. */
  private int[] values(Binding binding, List<Key> keys) {
    View view = table.views().get(binding.view());
    int[] values = new int[keys.size()];
    for (int i = 0; i < values.length; i++) {
      Cond.Matches compare = keys.get(i).compare();
      boolean name = compare.variable().var() == Var.COMM;
      values[i] = name ? NAME : view.param(compare.variable().index()).arg();
    }
    return values;
  }

  /** The index has one string, with beginnings of some lengths. Returns how many rules it has. */
  private static int leaveIndexed(List<OnCall> rules) {
    int[] votes = new int[SctAbi.MAX_PARAMS];
    int best = 0;
    for (OnCall rule : rules) {
      if (rule.isIndexed()) {
        votes[rule.values()[0]]++;
      }
    }
    for (int arg = 1; arg < votes.length; arg++) {
      best = votes[arg] > votes[best] ? arg : best;
    }
    int indexed = best;
    int all = rules.size();
    Set<Integer> lengths = new HashSet<>();
    rules.removeIf(
        rule -> rule.isIndexed() && rule.values()[0] == indexed && hasRoom(lengths, rule.keys()));
    return all - rules.size();
  }

  private static boolean hasRoom(Set<Integer> lengths, List<Key> keys) {
    Set<Integer> more = new HashSet<>(lengths);
    for (Key key : keys) {
      if (key.compare().match() == Cond.Match.STARTS) {
        more.add(key.compare().bytes().length());
      }
    }
    if (more.size() > MAX_LENGTHS) {
      return false;
    }
    lengths.addAll(more);
    return true;
  }

  /** Nothing else finds what is inside of a string; a few names are told by a prefilter. */
  private static Set<Integer> worth(List<OnCall> rules, int rulesOnCall) {
    Map<Integer, Integer> weights = new TreeMap<>();
    for (OnCall rule : rules) {
      for (int i = 0; i < rule.values().length; i++) {
        boolean sought = !rule.keys().get(i).isIndexed() && rulesOnCall > 1;
        weights.merge(rule.values()[i], sought ? WORTH : 1, Integer::sum);
      }
    }
    Set<Integer> worth = new HashSet<>();
    weights.forEach(
        (value, weight) -> {
          if (weight >= WORTH) {
            worth.add(value);
          }
        });
    return worth;
  }

  private void look(List<Binding> bindings, int value, Group group) {
    Automaton automaton = automaton(group, bindings.size());
    Binding call = bindings.get(0);
    looks.add(
        new Look(
            call.abi(),
            call.nr(),
            value == NAME ? Var.COMM : Var.PARAMS,
            value == NAME ? 0 : value,
            automaton));
  }

  /** Calls with the same rules share it. */
  private Automaton automaton(Group group, int rules) {
    for (Built b : built) {
      if (b.rules() == rules && b.group().isLike(group)) {
        return b.automaton();
      }
    }
    Automaton automaton = group.automaton(rules);
    built.add(new Built(group, rules, automaton));
    return automaton;
  }
}
