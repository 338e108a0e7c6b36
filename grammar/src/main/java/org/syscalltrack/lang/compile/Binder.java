// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.Parameter;
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

  /** What one call means to a rule: the same for every rule that names it. */
  private final Map<String, List<Sight>> sights = new HashMap<>();

  /** A call as it is seen. */
  private static final class Sight {
    private final Abi abi;
    private final int nr;
    private final View view;

    /** It is the call that the rule names. */
    private final boolean named;

    /** Of the view in the table, which has only those that a rule uses; -1: not there yet. */
    private int index = -1;

    Sight(Abi abi, int nr, View view, boolean named) {
      this.abi = abi;
      this.nr = nr;
      this.view = view;
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

  void bind(int index, CheckedRule rule) {
    Set<Integer> taken = new HashSet<>();
    for (Syscall call : rule.calls()) {
      if (!call.returns() && !isPossibleWithoutReturn(rule)) {
        continue;
      }
      boolean required = !rule.everyCall() || call.name().equals(IN_EVERY_KERNEL);
      for (Sight sight : sights(call)) {
        if (sight.named && taken.add(key(sight))) {
          bindings.add(new Binding(sight.abi, sight.nr, index, viewIndex(sight), !required));
          required = false;
        }
      }
    }
    if (rule.exact() || rule.everyCall()) {
      return;
    }
    for (Syscall call : rule.calls()) {
      for (Sight sight : sights(call)) {
        if (!sight.named && taken.add(key(sight))) {
          bindings.add(new Binding(sight.abi, sight.nr, index, viewIndex(sight), true));
        }
      }
    }
  }

  /** The checks refuse it for named calls; a rule on every call leaves such calls out. */
  private static boolean isPossibleWithoutReturn(CheckedRule rule) {
    return rule.phase() == Phase.BEFORE && rule.action().type() == Action.LOG;
  }

  private static int key(Sight sight) {
    return sight.abi.number() << 16 | sight.nr;
  }

  private List<Sight> sights(Syscall call) {
    List<Sight> list = sights.get(call.name());
    if (list == null) {
      list = new ArrayList<>();
      List<FamilyMember> members = families.of(call);
      for (Abi abi : Abi.values()) {
        if (call.isIn(abi)) {
          list.add(new Sight(abi, call.number(abi), own(call, abi, members), true));
        }
      }
      for (FamilyMember member : members) {
        addMember(call, member, members, list);
      }
      sights.put(call.name(), list);
    }
    return list;
  }

  private void addMember(
      Syscall base, FamilyMember member, List<FamilyMember> all, List<Sight> list) {
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
        list.add(new Sight(abi, call.number(abi), view(base, member, call, abi), false));
      }
    }
  }

  private int viewIndex(Sight sight) {
    if (sight.index < 0) {
      Integer known = views.putIfAbsent(sight.view, views.size());
      sight.index = known == null ? views.size() - 1 : known;
    }
    return sight.index;
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

  /** The named call itself; where an ABI's entry takes other parameters, they go by name. */
  private View own(Syscall call, Abi abi, List<FamilyMember> members) {
    FamilyMember line = line(members, call.name(), abi);
    if (line != null) {
      return view(call, line, call, abi);
    }
    List<ViewParam> params = new ArrayList<>();
    for (Parameter parameter : call.parameters()) {
      params.add(argument(call, abi, parameter.name()));
    }
    return new View(params);
  }

  private View view(Syscall base, FamilyMember line, Syscall call, Abi abi) {
    List<ViewParam> params = new ArrayList<>();
    for (Parameter parameter : base.parameters()) {
      FamilyMember.Origin origin = line.sources().get(parameter.name());
      params.add(param(origin, call, abi, parameter.type().type(abi)));
    }
    FamilyMember.Guard guard = line.guard();
    return guard == null
        ? new View(params)
        : new View(param(guard.origin(), call, abi, Type.U64), guard.mask(), guard.value(), params);
  }

  private static ViewParam param(FamilyMember.Origin origin, Syscall call, Abi abi, Type type) {
    if (origin instanceof FamilyMember.Argument argument) {
      return argument(call, abi, argument.name());
    } else if (origin instanceof FamilyMember.Pointee pointee) {
      return ViewParam.pointee(call.indexOf(abi, pointee.name()), pointee.offset(), type);
    } else if (origin instanceof FamilyMember.Constant constant) {
      return ViewParam.constant(constant.value(), type);
    }
    throw new IllegalStateException("families.tbl: a parameter is missing for " + call.name());
  }

  private static ViewParam argument(Syscall call, Abi abi, String name) {
    int index = call.indexOf(abi, name);
    if (index < 0) {
      throw new IllegalStateException(call.name() + " of " + abi + " has no parameter " + name);
    }
    return ViewParam.argument(index, call.parameters(abi).get(index).type().type(abi));
  }
}
