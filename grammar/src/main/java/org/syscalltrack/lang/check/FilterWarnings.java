// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.message.WarningCode;

/** Warns of conditions that compile but cannot be what was meant. */
public final class FilterWarnings {
  /** Bytes of a program's name; the kernel cuts longer ones. */
  private static final int COMM_LENGTH = 15;

  private final Set<Long> calls;
  private final Diagnostics diagnostics;

  private FilterWarnings(Set<Long> calls, Diagnostics diagnostics) {
    this.calls = calls;
    this.diagnostics = diagnostics;
  }

  /**
   * Looks at a filter.
   *
   * @param folded the same with its constants computed
   * @param calls the values of SYSCALL that the rule sees; null: all
   */
  public static void check(
      Cond filter, Cond folded, Span field, Set<Long> calls, Diagnostics diagnostics) {
    boolean literallyTrue = filter instanceof Cond.Constant constant && constant.value();
    if (folded instanceof Cond.Constant constant && !literallyTrue) {
      diagnostics.add(
          Diagnostic.warning(
              WarningCode.CONSTANT_FILTER,
              field,
              constant.value() ? "this filter always holds" : "this filter never holds"));
    } else {
      new FilterWarnings(calls, diagnostics).look(folded);
      new ArithmeticWarnings(diagnostics).look(filter);
    }
  }

  private void look(Cond cond) {
    if (cond instanceof Cond.Not not) {
      look(not.operand());
    } else if (cond instanceof Cond.Junction junction) {
      junction.terms().forEach(this::look);
      if (junction.and()) {
        contradictions(junction);
      }
    } else if (cond instanceof Cond.Matches matches) {
      name(matches);
      pattern(matches);
      new PathWarnings(diagnostics).look(matches);
    } else if (cond instanceof Cond.Compare compare
        && compare.left() instanceof Term.Variable variable
        && compare.right() instanceof Term.Int number) {
      compare(compare, variable, number);
    } else if (cond instanceof Cond.OneOf oneOf
        && oneOf.operand() instanceof Term.Variable variable) {
      if (variable.var() == Var.SYSCALL
          && calls != null
          && oneOf.values().stream().noneMatch(calls::contains)) {
        diagnostics.add(
            Diagnostic.warning(
                    WarningCode.NO_SUCH_CALL_SEEN,
                    oneOf.span(),
                    "the rule sees no such call: this never holds")
                .hint("syscall_name says which calls it sees"));
      }
      for (long value : oneOf.values()) {
        if (!Range.of(variable.type()).contains(value)) {
          warn(oneOf.span(), variable.text() + " is never " + value, variable);
        }
      }
    }
  }

  /** A star that stands for itself is seldom meant. */
  private void pattern(Cond.Matches matches) {
    if (matches.match() == Cond.Match.EQUALS && matches.bytes().toString().indexOf('*') >= 0) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.STAR_IS_LITERAL, matches.span(), "here '*' is a star, not any text")
              .hint(
                  "for a pattern: "
                      + matches.variable().text()
                      + " glob "
                      + matches.bytes().quoted()));
    }
  }

  /** What is equal to one constant is not equal to another. */
  private void contradictions(Cond.Junction and) {
    Map<String, Cond> equal = new HashMap<>();
    for (Cond term : and.terms()) {
      String variable = null;
      if (term instanceof Cond.Compare c
          && c.relation() == Cond.Relation.EQ
          && c.left() instanceof Term.Variable v
          && c.right() instanceof Term.Int) {
        variable = v.text();
      } else if (term instanceof Cond.Matches m
          && m.match() == Cond.Match.EQUALS
          && m.each() == Each.NONE
          && !m.fold()) {
        variable = m.variable().text();
      }
      Cond first = variable == null ? null : equal.putIfAbsent(variable, term);
      if (first != null && !sameConstant(first, term)) {
        diagnostics.add(
            Diagnostic.warning(
                    WarningCode.CONTRADICTION,
                    term.span(),
                    "this never holds beside the other comparison")
                .with(first.span())
                .hint("one of several values is: " + variable + " in (..., ...)"));
      }
    }
  }

  private static boolean sameConstant(Cond a, Cond b) {
    if (a instanceof Cond.Compare x && b instanceof Cond.Compare y) {
      return ((Term.Int) x.right()).value() == ((Term.Int) y.right()).value();
    }
    return ((Cond.Matches) a).bytes().equals(((Cond.Matches) b).bytes());
  }

  private void name(Cond.Matches matches) {
    Var var = matches.variable().var();
    boolean comm = var == Var.COMM || var == Var.PCOMM;
    if (comm && matches.match() != Cond.Match.GLOB && matches.bytes().length() > COMM_LENGTH) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.NAME_IS_CUT,
                  matches.span(),
                  var.text() + " has at most " + COMM_LENGTH + " bytes")
              .hint("the kernel cuts the names of programs"));
    }
  }

  private void compare(Cond.Compare compare, Term.Variable variable, Term.Int number) {
    if (variable.var() == Var.RETVAL && isErrorName(number)) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.POSITIVE_ERROR, compare.span(), "RETVAL of a failed call is negative")
              .hint(
                  "write "
                      + variable.text()
                      + " "
                      + compare.relation().text()
                      + " -"
                      + number.span().text()));
      return;
    }
    if (variable.type() == ParamType.PORT && number.span().text().startsWith("htons")) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.PORT_ORDER, number.span(), "ports are compared in host byte order")
              .hint("write the port itself, without htons()"));
    }
    if (variable.type() == ParamType.MODE && number.span().text().matches("[1-7][0-7]{2,3}")) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.DECIMAL_MODE,
                  number.span(),
                  number.span().text() + " is a decimal number")
              .hint("permissions are octal: 0" + number.span().text()));
    }
    Boolean known = Range.of(variable.type()).decides(compare.relation(), number.value());
    if (known != null) {
      warn(compare.span(), known ? "this always holds" : "this never holds", variable);
    }
  }

  private static boolean isErrorName(Term.Int number) {
    return number.value() > 0 && Errno.number(number.span().text()) != null;
  }

  private void warn(Span span, String message, Term.Variable variable) {
    Range range = Range.of(variable.type());
    diagnostics.add(
        Diagnostic.warning(WarningCode.OUT_OF_RANGE, span, message)
            .hint(variable.text() + " is a number from " + range.text()));
  }

  /** The values of a type, as a rule compares them; {@code max} of 64 bits is unsigned. */
  private record Range(long min, long max, boolean unsigned) {
    static Range of(ParamType type) {
      if (type.isUnsigned()) {
        return new Range(0, -1, true);
      }
      return switch (type.type(Abi.X86_64)) {
        case S16 -> new Range(Short.MIN_VALUE, Short.MAX_VALUE, false);
        case U16, FAMILY, PORT -> new Range(0, 0xffff, false);
        case S32 -> new Range(Integer.MIN_VALUE, Integer.MAX_VALUE, false);
        case U32, COUNT -> new Range(0, 0xffff_ffffL, false);
        default -> new Range(Long.MIN_VALUE, Long.MAX_VALUE, false);
      };
    }

    boolean contains(long value) {
      return compare(min, value) <= 0 && compare(value, max) <= 0;
    }

    private int compare(long a, long b) {
      return unsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    }

    /** What "variable relation value" is for every variable of the type, or null if it depends. */
    Boolean decides(Cond.Relation relation, long value) {
      int low = compare(min, value);
      int high = compare(max, value);
      return switch (relation) {
        case EQ -> low > 0 || high < 0 ? Boolean.FALSE : null;
        case NE -> low > 0 || high < 0 ? Boolean.TRUE : null;
        case LT -> decided(high < 0, low >= 0);
        case LE -> decided(high <= 0, low > 0);
        case GT -> decided(low > 0, high <= 0);
        case GE -> decided(low >= 0, high < 0);
      };
    }

    private static Boolean decided(boolean always, boolean never) {
      return always ? Boolean.TRUE : never ? Boolean.FALSE : null;
    }

    String text() {
      return min + " to " + (unsigned ? Long.toUnsignedString(max) : Long.toString(max));
    }
  }
}
