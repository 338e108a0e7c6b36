// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/**
 * Rules to the calls that they apply to, in every ABI and with their families, and how each of
 * these calls is seen as the one that the rule names.
 */
final class Binder {
  /** A rule on every call is not refused for those that this kernel does not have. */
  private static final String IN_EVERY_KERNEL = "read";

  private final SyscallTable syscalls;
  private final FamilyTable families;
  private final Map<View, Integer> views = new LinkedHashMap<>();
  private final List<Binding> bindings = new ArrayList<>();

  /** What one call means to a rule of one phase: the same for every rule that names it. */
  private final Map<String, List<Sight>> sights = new HashMap<>();

  /** A call as it is seen. */
  private static final class Sight {
    private final Abi abi;
    private final int nr;
    private final ViewBuilder builder;
    private final View view;

    /** It is the call that the rule names. */
    private final boolean named;

    /** Of the view in the table, which has only those that a rule uses; -1: not there yet. */
    private int index = -1;

    Sight(ViewBuilder builder, boolean named) {
      this.abi = builder.abi();
      this.nr = builder.call().number(abi);
      this.builder = builder;
      this.view = builder.plain();
      this.named = named;
    }
  }

  Binder(SyscallTable syscalls, FamilyTable families) {
    this.syscalls = syscalls;
    this.families = families;
  }

  List<View> views() {
    return new ArrayList<>(views.keySet());
  }

  /** Sorted as the kernel wants them. */
  List<Binding> bindings() {
    Collections.sort(bindings);
    return bindings;
  }

  /** Binds the rule; tells which calls of the family it cannot see, each with its ABI. */
  List<String> bind(int index, CheckedRule rule, Program program) {
    Map<Integer, List<View>> taken = new HashMap<>();
    List<String> unseen = new ArrayList<>();
    for (Syscall call : rule.calls()) {
      if (!call.returns() && !isPossibleWithoutReturn(rule)) {
        continue;
      }
      boolean required = isRequired(rule, call);
      for (Sight sight : sights(call, rule.phase())) {
        if (sight.named && take(sight, taken)) {
          boolean bound = bind(index, rule, program, sight, !required, unseen);
          required &= !bound;
        }
      }
    }
    if (rule.exact() || rule.everyCall()) {
      return unseen;
    }
    for (Syscall call : rule.calls()) {
      for (Sight sight : sights(call, rule.phase())) {
        if (!sight.named && take(sight, taken)) {
          bind(index, rule, program, sight, true, unseen);
        }
      }
    }
    return unseen;
  }

  private boolean bind(
      int index,
      CheckedRule rule,
      Program program,
      Sight sight,
      boolean optional,
      List<String> unseen) {
    View view = rule.derived().isEmpty() ? sight.view : withDerived(sight, rule);
    if (view == null || !Uses.fit(program, view)) {
      unseen.add(sight.builder.call().name() + " of " + sight.abi.text());
      return false;
    }
    int at = view == sight.view ? viewIndex(sight) : viewIndex(view);
    bindings.add(new Binding(sight.abi, sight.nr, index, at, optional));
    return true;
  }

  /**
   * The view with what the rule makes of parameters; null if the filter needs what is not there.
   */
  private static View withDerived(Sight sight, CheckedRule rule) {
    List<ViewParam> derived = new ArrayList<>();
    for (int i = 0; i < rule.derived().size(); i++) {
      ViewParam made = sight.builder.derived(rule.derived().get(i));
      if (made == null && i < rule.filterDerived()) {
        return null;
      }
      // A slot that only log_format asks for: without a name, it tells nothing.
      derived.add(
          made != null
              ? made
              : ViewParam.constant(0, Type.S64)
                  .derivedFrom(sight.builder.place(rule.derived().get(i)), ""));
    }
    return sight.view.with(derived);
  }

  /** Whether a kernel without that call shall refuse the rule. */
  private static boolean isRequired(CheckedRule rule, Syscall call) {
    return rule.everyCall() ? call.name().equals(IN_EVERY_KERNEL) : rule.names(call);
  }

  /** The checks refuse it for named calls; a rule on every call leaves such calls out. */
  private static boolean isPossibleWithoutReturn(CheckedRule rule) {
    return rule.phase() == Phase.BEFORE && !rule.action().interferes();
  }

  /** Whether the rule sees a call in that way, too: no one call may be seen in two ways. */
  private static boolean take(Sight sight, Map<Integer, List<View>> taken) {
    List<View> others =
        taken.computeIfAbsent(sight.abi.number() << 16 | sight.nr, call -> new ArrayList<>());
    for (View other : others) {
      if (!sight.view.excludes(other)) {
        return false;
      }
    }
    return others.add(sight.view);
  }

  private List<Sight> sights(Syscall call, Phase phase) {
    String key = call.name() + "/" + phase.text();
    List<Sight> list = sights.get(key);
    if (list == null) {
      list = new ArrayList<>();
      List<FamilyMember> members = families.of(call);
      for (Abi abi : Abi.values()) {
        if (call.isIn(abi)) {
          FamilyMember own = line(members, call.name(), abi);
          list.add(new Sight(new ViewBuilder(call, own, call, abi, phase), true));
        }
      }
      for (FamilyMember member : members) {
        addMember(call, member, members, phase, list);
      }
      sights.put(key, list);
    }
    return list;
  }

  private void addMember(
      Syscall base, FamilyMember member, List<FamilyMember> all, Phase phase, List<Sight> list) {
    if (member.member().equals(base.name())) {
      return;
    }
    Syscall call = syscalls.find(member.member());
    for (Abi abi : Abi.values()) {
      boolean meant =
          member.abi() == null
              ? call.isIn(abi) && line(all, call.name(), abi) == null
              : member.abi() == abi;
      if (meant) {
        list.add(new Sight(new ViewBuilder(base, member, call, abi, phase), false));
      }
    }
  }

  private int viewIndex(Sight sight) {
    if (sight.index < 0) {
      sight.index = viewIndex(sight.view);
    }
    return sight.index;
  }

  int viewIndex(View view) {
    Integer known = views.putIfAbsent(view, views.size());
    return known == null ? views.size() - 1 : known;
  }

  /** The line for that member in that ABI alone, or null. */
  private static FamilyMember line(List<FamilyMember> all, String member, Abi abi) {
    for (FamilyMember line : all) {
      if (line.member().equals(member) && line.abi() == abi) {
        return line;
      }
    }
    return null;
  }
}
