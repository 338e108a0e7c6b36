// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.Derivation;

/**
 * How a call's entry of one ABI is seen as the call that a rule names.
 *
 * @param line of families.tbl; null: it is the call itself, its parameters go by name
 */
record ViewBuilder(Syscall base, FamilyMember line, Syscall call, Abi abi, Phase phase) {
  /** The view without anything that is made of parameters. */
  View plain() {
    List<ViewParam> params = new ArrayList<>();
    for (Parameter parameter : base.parameters()) {
      FamilyMember.Origin origin = origin(parameter.name());
      params.add(param(origin, parameter.type()));
    }
    FamilyMember.Guard guard = line == null ? null : line.guard();
    return guard == null
        ? new View(params)
        : new View(param(guard.origin(), ParamType.U64), guard.mask(), guard.value(), params);
  }

  /** What is made of a parameter of the named call, or null if it cannot be made of this entry. */
  ViewParam derived(Derived wanted) {
    int of = place(wanted);
    Parameter parameter = base.parameters().get(of - 1);
    FamilyMember.Origin origin = origin(parameter.name());
    ViewParam made = null;
    if (wanted.field().isEmpty()) {
      made = param(origin, parameter.type());
    } else if (origin instanceof FamilyMember.Argument argument) {
      made = Derivation.field(call, abi, argument.name(), wanted.field(), phase);
    }
    return made == null ? null : made.derivedFrom(of, wanted.slotName());
  }

  /** Which parameter of the named call is meant, from 1. */
  int place(Derived wanted) {
    if (wanted.name() == null) {
      return wanted.param();
    }
    List<String> names = base.parameters().stream().map(Parameter::name).toList();
    return names.indexOf(wanted.name()) + 1;
  }

  private FamilyMember.Origin origin(String parameter) {
    return line == null ? new FamilyMember.Argument(parameter) : line.sources().get(parameter);
  }

  private ViewParam param(FamilyMember.Origin origin, ParamType type) {
    if (origin instanceof FamilyMember.Argument argument) {
      if (call.indexOf(abi, argument.name()) < 0) {
        throw new IllegalStateException(
            call.name() + " of " + abi + " has no parameter " + argument.name());
      }
      return Derivation.whole(call, abi, argument.name(), phase);
    } else if (origin instanceof FamilyMember.Pointee pointee) {
      return ViewParam.pointee(call.indexOf(abi, pointee.name()), pointee.offset(), number(type));
    } else if (origin instanceof FamilyMember.Pair pair) {
      return ViewParam.pair(
          call.indexOf(abi, pair.low()),
          call.indexOf(abi, pair.high()),
          type == ParamType.U64 ? Type.U64 : Type.S64);
    } else if (origin instanceof FamilyMember.Constant constant) {
      return ViewParam.constant(constant.value(), number(type));
    }
    throw new IllegalStateException("families.tbl: a parameter is missing for " + call.name());
  }

  /** What is not in a register is a number: of what it points to, the pointer. */
  private Type number(ParamType type) {
    return type.isNumber() ? type.type(abi) : ParamType.PTR.type(abi);
  }
}
