// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.exporter;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.compile.CanonicalPrinter;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Cond.Relation;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.ParamType;

/** A term of a filter as a field of audit, which compares the low 32 bits of numbers. */
final class AuditFields {
  private static final long LOW = 0xffffffffL;
  private static final int MAX_ARGUMENT = 4;

  /** What audit says for a call that a signal interrupted: the kernel's own codes, too. */
  private static final List<Long> INTERRUPTED = List.of(-516L, -514L, -513L, -512L, -4L);

  private static final Map<Var, String> IDS =
      new EnumMap<>(
          Map.of(
              Var.LOGINUID,
              "auid",
              Var.UID,
              "uid",
              Var.EUID,
              "euid",
              Var.SUID,
              "suid",
              Var.FSUID,
              "fsuid",
              Var.SGID,
              "sgid",
              Var.FSGID,
              "fsgid"));
  private static final Map<Var, String> NUMBERS =
      new EnumMap<>(Map.of(Var.PID, "pid", Var.PPID, "ppid", Var.SESSION, "sessionid"));

  private AuditFields() {}

  static String of(Cond term) throws Inexact {
    if (term instanceof Cond.Compare compare) {
      return compare(compare);
    }
    if (term instanceof Cond.Not not && not.operand() instanceof Cond.Matches matches) {
      return executable(matches, "!=", term);
    }
    if (term instanceof Cond.Matches matches) {
      return executable(matches, "=", term);
    }
    if (term instanceof Cond.OneOf oneOf && isRetval(oneOf.operand())) {
      if (oneOf.values().stream().sorted().toList().equals(INTERRUPTED)) {
        return "-F exit=-EINTR";
      }
    }
    throw inexact(term);
  }

  private static Inexact inexact(Cond term) {
    String text = CanonicalPrinter.print(term);
    String why =
        text.contains("PATH[") || text.contains("FD[")
            ? "audit follows the object, the rule compares paths"
            : "audit has no field that says the same";
    return new Inexact(text + ": " + why);
  }

  private static String executable(Cond.Matches matches, String op, Cond whole) throws Inexact {
    boolean plain = matches.match() == Cond.Match.EQUALS && !matches.fold();
    if (matches.variable().var() != Var.EXE || !plain) {
      throw inexact(whole);
    }
    return "-F exe" + op + matches.bytes();
  }

  private static String compare(Cond.Compare compare) throws Inexact {
    if (compare.right() instanceof Term.Int number) {
      return compare(compare, compare.left(), compare.relation(), number.value());
    }
    if (compare.left() instanceof Term.Int number) {
      return compare(compare, compare.right(), compare.relation().swapped(), number.value());
    }
    String left = id(compare.left());
    String right = id(compare.right());
    if (left == null || right == null || !compare.relation().isEquality()) {
      throw inexact(compare);
    }
    return "-C " + left + op(compare.relation()) + right;
  }

  private static String id(Term term) {
    return term instanceof Term.Variable variable ? IDS.get(variable.var()) : null;
  }

  private static String op(Relation relation) {
    return relation == Relation.EQ ? "=" : relation.text();
  }

  private static String compare(Cond whole, Term left, Relation relation, long value)
      throws Inexact {
    if (left instanceof Term.Arith arith && arith.op() == Op.AND) {
      if (arith.left() instanceof Term.Variable variable
          && arith.right() instanceof Term.Int mask) {
        return masked(whole, variable, mask.value(), relation, value);
      }
      throw inexact(whole);
    }
    if (!(left instanceof Term.Variable variable)) {
      throw inexact(whole);
    }
    if (IDS.containsKey(variable.var())) {
      String shown = value == LOW ? "unset" : Long.toString(value);
      return "-F " + IDS.get(variable.var()) + op(relation) + shown;
    }
    if (NUMBERS.containsKey(variable.var())) {
      return "-F " + NUMBERS.get(variable.var()) + op(relation) + value;
    }
    if (isRetval(variable)) {
      return retval(whole, relation, value);
    }
    String argument = argument(variable);
    boolean narrow = argument != null && isNarrow(variable.type());
    if (!narrow || !relation.isEquality() || value < 0 || value > Integer.MAX_VALUE) {
      throw inexact(whole);
    }
    return "-F " + argument + op(relation) + value;
  }

  private static boolean isRetval(Term term) {
    return term instanceof Term.Variable variable && variable.var() == Var.RETVAL;
  }

  private static String retval(Cond whole, Relation relation, long value) throws Inexact {
    if (value == 0 && relation == Relation.GE) {
      return "-F success=1";
    }
    if (value == 0 && relation == Relation.LT) {
      return "-F success=0";
    }
    String error = value < 0 ? Constants.name("errno", -value) : null;
    if (!relation.isEquality() || value >= 0 || error == null || error.equals("EINTR")) {
      throw inexact(whole);
    }
    return "-F exit" + op(relation) + "-" + error;
  }

  private static String masked(
      Cond whole, Term.Variable variable, long mask, Relation relation, long value) throws Inexact {
    String field = isRetval(variable) ? "exit" : argument(variable);
    if (field == null || mask < 0 || mask > LOW) {
      throw inexact(whole);
    }
    if (mask == LOW) {
      return "-F " + field + op(relation) + value;
    }
    if (relation == Relation.NE && value == 0 && !isRetval(variable)) {
      return "-F " + field + "&0x" + Long.toHexString(mask);
    }
    if (relation == Relation.EQ && value == mask && !isRetval(variable)) {
      return "-F " + field + "&=0x" + Long.toHexString(mask);
    }
    throw inexact(whole);
  }

  /** a0 to a3, or null. */
  private static String argument(Term.Variable variable) {
    boolean own = variable.var() == Var.PARAMS && variable.derived() == null;
    return own && variable.index() <= MAX_ARGUMENT ? "a" + (variable.index() - 1) : null;
  }

  private static boolean isNarrow(ParamType type) {
    return switch (type.type(Abi.X86_64)) {
      case S32, U32 -> true;
      default -> false;
    };
  }
}
