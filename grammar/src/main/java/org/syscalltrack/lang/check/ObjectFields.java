// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
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

  /** Whether the variable is one of them. */
  static boolean isOne(Term.Variable variable) {
    return variable.derived() != null && variable.derived().isOfObject();
  }

  /** Whether the rule shows or asks one of them. */
  static boolean areIn(List<Derived> slots) {
    return slots.stream().anyMatch(Derived::isOfObject);
  }

  /** Whether the condition asks for one. */
  static boolean areIn(Cond cond) {
    return any(cond, ObjectFields::isOne);
  }

  private static boolean any(Cond cond, Predicate<Term.Variable> test) {
    if (cond instanceof Cond.Not not) {
      return any(not.operand(), test);
    } else if (cond instanceof Cond.Junction junction) {
      return junction.terms().stream().anyMatch(term -> any(term, test));
    } else if (cond instanceof Cond.Matches matches) {
      return test.test(matches.variable());
    } else if (cond instanceof Cond.OneOf oneOf) {
      return any(oneOf.operand(), test);
    } else if (cond instanceof Cond.Compare compare) {
      return any(compare.left(), test) || any(compare.right(), test);
    }
    return false;
  }

  private static boolean any(Term term, Predicate<Term.Variable> test) {
    if (term instanceof Term.Arith arith) {
      return any(arith.left(), test) || any(arith.right(), test);
    }
    return term instanceof Term.Variable variable && test.test(variable);
  }
}
