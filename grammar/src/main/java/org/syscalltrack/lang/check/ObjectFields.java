// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.Arrays;
import java.util.List;
import org.syscalltrack.abi.Aspect;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.ParamType;

/** What can be asked of an object: {@code OBJECT[1].uid}. */
final class ObjectFields {
  private ObjectFields() {}

  /** The aspect of that name, or null. */
  static Aspect aspect(String name) {
    for (Aspect aspect : Aspect.values()) {
      if (aspect != Aspect.WHERE && aspect.text().equals(name)) {
        return aspect;
      }
    }
    return null;
  }

  static List<String> names() {
    return Arrays.stream(Aspect.values())
        .filter(aspect -> aspect != Aspect.WHERE)
        .map(Aspect::text)
        .toList();
  }

  static ParamType type(Aspect aspect) {
    return switch (aspect) {
      case UID -> ParamType.UID;
      case GID -> ParamType.GID;
      case MODE -> ParamType.MODE;
      case WHERE, INO, DEVICE, KIND, NLINK, FSTYPE -> ParamType.of(aspect.type());
    };
  }

  /** Whether the variable is one of them, or a field of what an operation is done to. */
  static boolean isOne(Term.Variable variable) {
    return variable.derived() != null && isOne(variable.derived());
  }

  private static boolean isOne(Derived derived) {
    return derived.isOfObject() || derived.isOfOperation();
  }

  /** Whether the rule shows or asks one of them. */
  static boolean areIn(List<Derived> slots) {
    return slots.stream().anyMatch(ObjectFields::isOne);
  }

  /** Whether all of the slots are. */
  static boolean areAll(List<Derived> slots) {
    return slots.stream().allMatch(ObjectFields::isOne);
  }

  /** Whether the condition asks for one. */
  static boolean areIn(Cond cond) {
    if (cond instanceof Cond.Not not) {
      return areIn(not.operand());
    } else if (cond instanceof Cond.Junction junction) {
      return junction.terms().stream().anyMatch(ObjectFields::areIn);
    }
    return ConditionTerms.of(cond).stream().anyMatch(ObjectFields::isOne);
  }
}
