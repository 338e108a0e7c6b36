// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.Errno;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.Syscall;

/**
 * Rules as text in one form: what means the same by spelling alone looks the same. It is kept in
 * the table, and compiles to the very bytes of that table.
 */
public final class CanonicalPrinter {
  private final StringBuilder out = new StringBuilder();

  private CanonicalPrinter() {}

  static String print(List<CheckedRule> rules) {
    CanonicalPrinter printer = new CanonicalPrinter();
    for (CheckedRule rule : rules) {
      printer.rule(rule);
    }
    return printer.out.toString();
  }

  /** A condition as a filter would state it. */
  public static String print(Cond cond) {
    CanonicalPrinter printer = new CanonicalPrinter();
    printer.condition(cond, false);
    return printer.out.toString();
  }

  /** A value as a filter would state it. */
  public static String print(Term term) {
    CanonicalPrinter printer = new CanonicalPrinter();
    printer.term(term, false);
    return printer.out.toString();
  }

  private void rule(CheckedRule rule) {
    if (out.length() > 0) {
      out.append('\n');
    }
    out.append("rule {\n");
    StringBuilder calls = new StringBuilder();
    for (Syscall call : rule.calls()) {
      calls.append(calls.length() == 0 ? "" : ", ").append(call.name());
    }
    line("syscall_name", rule.everyCall() ? "*" : calls.toString());
    line("rule_name", isBare(rule.name()) ? rule.name() : ByteString.of(rule.name()).quoted());
    if (rule.exact()) {
      line("coverage", "exact");
    }
    if (rule.filter() != null) {
      out.append("  filter_expression { ");
      condition(rule.filter(), false);
      out.append(" }\n");
    }
    out.append("  action {\n  ");
    line("type", rule.action().text());
    if (rule.action() == Action.FAIL) {
      out.append("  ");
      line("error_code", Errno.text(rule.error()));
    }
    if (rule.format() != null) {
      format(rule.format());
    }
    if (rule.continues()) {
      out.append("  ");
      line("continue", "yes");
    }
    out.append("  }\n");
    line("when", rule.phase().text());
    out.append("}\n");
  }

  private void line(String name, String value) {
    out.append("  ").append(name).append(" = ").append(value).append('\n');
  }

  private void format(LogFormat format) {
    out.append("    log_format {").append(format.text()).append("}\n");
  }

  /** Whether the grammar reads the name as one bare word. */
  private static boolean isBare(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && !(c >= '0' && c <= '9') && "_-.:+@".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** A condition; {@code inside} another one, what has looser operators stands in parentheses. */
  private void condition(Cond cond, boolean inside) {
    if (cond instanceof Cond.Constant constant) {
      out.append(constant.value() ? '1' : '0');
    } else if (cond instanceof Cond.Not not) {
      out.append("!(");
      condition(not.operand(), false);
      out.append(')');
    } else if (cond instanceof Cond.Junction junction) {
      junction(junction, inside);
    } else if (cond instanceof Cond.Compare compare) {
      term(compare.left(), true);
      out.append(' ').append(compare.relation().text()).append(' ');
      term(compare.right(), true);
    } else if (cond instanceof Cond.OneOf oneOf) {
      term(oneOf.operand(), true);
      out.append(" in (");
      for (int i = 0; i < oneOf.values().size(); i++) {
        out.append(i == 0 ? "" : ", ").append(oneOf.values().get(i));
      }
      out.append(')');
    } else if (cond instanceof Cond.IsNull isNull) {
      out.append(isNull.variable().text()).append(" == NULL");
    } else if (cond instanceof Cond.Matches m) {
      out.append(m.variable().text()).append(' ').append(operator(m)).append(' ');
      out.append(m.bytes().quoted());
    }
  }

  private static String operator(Cond.Matches m) {
    return switch (m.match()) {
      case EQUALS -> m.fold() ? "iequals" : "==";
      case CONTAINS -> m.fold() ? "icontains" : "~=";
      case STARTS -> m.fold() ? "istartswith" : "startswith";
      case ENDS -> m.fold() ? "iendswith" : "endswith";
    };
  }

  private void junction(Cond.Junction junction, boolean inside) {
    out.append(inside ? "(" : "");
    String operator = junction.and() ? " && " : " || ";
    for (int i = 0; i < junction.terms().size(); i++) {
      out.append(i == 0 ? "" : operator);
      condition(junction.terms().get(i), true);
    }
    out.append(inside ? ")" : "");
  }

  private void term(Term term, boolean inside) {
    if (term instanceof Term.Int number) {
      out.append(number.value());
    } else if (term instanceof Term.Variable variable) {
      out.append(variable.text());
    } else if (term instanceof Term.Arith arith) {
      out.append(inside ? "(" : "");
      term(arith.left(), true);
      out.append(' ').append(operator(arith.op())).append(' ');
      term(arith.right(), true);
      out.append(inside ? ")" : "");
    }
  }

  private static String operator(Op op) {
    return switch (op) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
      case MOD -> "%";
      case AND -> "&";
      case OR -> "|";
      case XOR -> "^";
      case SHL -> "<<";
      case SHR -> ">>";
      default -> throw new IllegalArgumentException("no arithmetic: " + op);
    };
  }
}
