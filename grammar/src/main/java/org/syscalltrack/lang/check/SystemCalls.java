// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.ast.Item;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.GroupTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.message.ErrorCode;

/** Comparisons of SYSCALL and ABI with names. */
public final class SystemCalls {
  private final Scope scope;
  private final Diagnostics diagnostics;

  SystemCalls(Scope scope, Diagnostics diagnostics) {
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  /** Whether the names behind an operator are those of calls or of ABIs. */
  static boolean isNamed(Term left, Expr right) {
    return left instanceof Term.Variable variable
        && (variable.var() == Var.SYSCALL || variable.var() == Var.ABI)
        && (right instanceof Expr.Name || right instanceof Expr.CallGroup);
  }

  /** {@code SYSCALL == unlinkat}. */
  Cond compare(Expr.Binary binary, Term.Variable variable) {
    boolean equal = binary.op() == Expr.Infix.EQ;
    if (!equal && binary.op() != Expr.Infix.NE) {
      diagnostics.error(
          ErrorCode.NO_ORDER, binary.opSpan(), "names have no order", "write == or !=");
      return null;
    }
    List<Long> values = values(variable, binary.right());
    if (values == null) {
      return null;
    }
    Cond oneOf = new Cond.OneOf(binary.span(), variable, values);
    return equal ? oneOf : new Cond.Not(binary.span(), oneOf);
  }

  /** {@code SYSCALL in (unlink, @network)}. */
  Cond oneOf(Expr.Membership in, Term.Variable variable) {
    Set<Long> all = new LinkedHashSet<>();
    for (Expr element : in.elements()) {
      Item.ListNode list = element instanceof Expr.Name name ? scope.list(name.text()) : null;
      for (Expr each : list == null ? List.of(element) : list.elements()) {
        List<Long> values = values(variable, each);
        if (values == null) {
          return null;
        }
        all.addAll(values);
      }
    }
    return new Cond.OneOf(in.span(), variable, List.copyOf(all));
  }

  /** The numbers that a name stands for, or null after an error. */
  private List<Long> values(Term.Variable variable, Expr expr) {
    if (expr instanceof Expr.Number number) {
      Long value = NumberLiteral.parse(number.digits());
      if (value != null) {
        return List.of(value);
      }
    } else if (expr instanceof Expr.Name name) {
      return variable.var() == Var.ABI ? abi(name) : call(name);
    } else if (expr instanceof Expr.CallGroup group && variable.var() == Var.SYSCALL) {
      List<Long> values = new ArrayList<>();
      List<String> calls = groupOrReport(group.span(), group.text(), diagnostics);
      calls.forEach(call -> values.addAll(numbers(call)));
      return calls.isEmpty() ? null : values;
    }
    diagnostics.error(
        ErrorCode.NAME_NEEDED,
        expr.span(),
        variable.text() + " is compared with names",
        variable.var() == Var.ABI ? "such as ia32" : "such as unlinkat or @file");
    return null;
  }

  /** The calls of {@code @group}; none after an error. */
  static List<String> groupOrReport(Span span, String text, Diagnostics diagnostics) {
    List<String> calls = text.length() == 1 ? List.of() : GroupTable.calls(text.substring(1));
    if (calls.isEmpty()) {
      List<String> known = GroupTable.names().stream().map(name -> "@" + name).toList();
      String near = Suggestion.hint(text, known);
      diagnostics.error(
          ErrorCode.UNKNOWN_GROUP,
          span,
          "no group of calls is named '" + text + "'",
          near == null ? "groups: " + String.join(", ", known) : near);
    }
    return calls;
  }

  private List<Long> abi(Expr.Name name) {
    List<String> names = new ArrayList<>();
    for (Abi abi : Abi.values()) {
      if (abi.text().equals(name.text())) {
        return List.of((long) abi.number());
      }
      names.add(abi.text());
    }
    diagnostics.error(
        ErrorCode.UNKNOWN_ABI,
        name.span(),
        "no ABI is named '" + name.text() + "'",
        "ABIs: " + String.join(", ", names));
    return null;
  }

  private List<Long> call(Expr.Name name) {
    List<Long> values = numbers(name.text());
    if (values.isEmpty()) {
      diagnostics.error(
          ErrorCode.UNKNOWN_CALL,
          name.span(),
          "no system call is named '" + name.text() + "'",
          Suggestion.hint(name.text(), SyscallTable.builtIn().names()));
      return null;
    }
    return values;
  }

  /** The values of SYSCALL that are a call of that name, in the order of the ABIs. */
  public static List<Long> numbers(String name) {
    List<Long> values = new ArrayList<>();
    Syscall call = SyscallTable.builtIn().find(name);
    for (Abi abi : Abi.values()) {
      if (call != null && call.isIn(abi)) {
        values.add((long) abi.number() << 16 | call.number(abi));
      }
    }
    return values;
  }
}
