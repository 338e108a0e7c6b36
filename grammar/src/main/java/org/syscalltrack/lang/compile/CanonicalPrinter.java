// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.check.About;
import org.syscalltrack.lang.check.CheckedAction;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.check.Delivery;
import org.syscalltrack.lang.check.Errno;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.Permission;
import org.syscalltrack.lang.table.Network;
import org.syscalltrack.lang.table.RateLimit;

/**
 * Rules as text in one form: what means the same by spelling alone looks the same. It is kept in
 * the table, and compiles to the very bytes of that table.
 */
public final class CanonicalPrinter {
  private static final Map<Verdict, String> DEFAULTS =
      Map.of(Verdict.FAILED, "fail", Verdict.ALLOWED, "allow", Verdict.KILLED, "kill");

  private static final int SIGKILL = 9;

  private final StringBuilder out = new StringBuilder();

  private CanonicalPrinter() {}

  /** Rules as a file would state them. */
  public static String print(List<CheckedRule> rules) {
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
    line("syscall_name", String.join(", ", rule.callWords()));
    line("rule_name", isBare(rule.name()) ? rule.name() : ByteString.of(rule.name()).quoted());
    about(rule.about());
    if (rule.exact()) {
      line("coverage", "exact");
    }
    if (rule.filter() != null) {
      out.append("  filter_expression { ");
      condition(rule.filter(), false);
      out.append(" }\n");
      if (!rule.unreadableMatches()) {
        line("unreadable", "miss");
      }
      if (rule.hold() != Hold.BOTH) {
        line("follow", rule.hold().text());
      }
      if (!rule.permissions().isEmpty()) {
        line("perm", Permission.text(rule.permissions()));
      }
    }
    out.append("  action {\n");
    action(rule.action());
    out.append("  }\n");
    line("when", rule.phase().text());
    out.append("}\n");
  }

  private void about(About about) {
    if (about.priority() != Priority.INFO) {
      line("priority", about.priority().text());
    }
    if (!about.tags().isEmpty()) {
      StringBuilder tags = new StringBuilder();
      for (String tag : about.tags()) {
        tags.append(tags.length() == 0 ? "(" : ", ").append(ByteString.of(tag).quoted());
      }
      line("tags", tags.append(')').toString());
    }
    if (about.description() != null) {
      line("description", ByteString.of(about.description()).quoted());
    }
  }

  private void action(CheckedAction action) {
    inner("type", action.type().text());
    if (action.error() != 0) {
      inner("error_code", Errno.text(action.error()));
    }
    if (action.signal() != 0 && action.signal() != SIGKILL) {
      String name = Constants.name("signal", action.signal());
      inner("signal", name == null ? Integer.toString(action.signal()) : name);
    }
    if (action.format() != null) {
      out.append("    log_format {").append(action.format().text()).append("}\n");
    }
    if (action.continues()) {
      inner("continue", "yes");
    }
    if (action.includeInit()) {
      inner("include_init", "yes");
    }
    if (action.asks().somebody()) {
      inner("deadline", time(action.asks().deadlineMs()));
      inner("default", DEFAULTS.get(action.asks().unanswered()));
    }
    delivery(action.delivery());
  }

  private static String time(int ms) {
    return ms % 1000 == 0 ? ms / 1000 + "s" : ms + "ms";
  }

  private void delivery(Delivery delivery) {
    RateLimit rate = delivery.rate();
    if (!rate.isNone()) {
      String time =
          switch (rate.seconds()) {
            case 1 -> "s";
            case 60 -> "m";
            case 3600 -> "h";
            default -> rate.seconds() + "s";
          };
      inner("rate_limit", rate.count() + "/" + time + " per " + rate.scope().text());
    }
    if (delivery.maxData() != SctAbi.MAX_DATA) {
      inner("max_data", Integer.toString(delivery.maxData()));
    }
    if (delivery.isMust()) {
      inner("delivery", "must");
      if (delivery.mustTimeoutMs() != SctAbi.MUST_MS) {
        inner("must_timeout", time(delivery.mustTimeoutMs()));
      }
      if (delivery.timeoutFails()) {
        inner("on_timeout", "fail");
      }
    }
  }

  private void line(String name, String value) {
    out.append("  ").append(name).append(" = ").append(value).append('\n');
  }

  /** A line of the action. */
  private void inner(String name, String value) {
    out.append("  ");
    line(name, value);
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
    } else if (cond instanceof Cond.Not not && isOfAll(not.operand())) {
      someDiffers((Cond.Matches) not.operand());
    } else if (isOfAll(cond)) {
      out.append("!(");
      someDiffers((Cond.Matches) cond);
      out.append(')');
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
      out.append(" in (").append(String.join(", ", ValueNames.of(oneOf))).append(')');
    } else if (cond instanceof Cond.InNetwork in) {
      out.append(in.variable().text()).append(" in ").append(Network.text(in.network()));
    } else if (cond instanceof Cond.IsObject is) {
      object(is);
    } else if (cond instanceof Cond.IsNull isNull) {
      out.append(isNull.variable().text()).append(" == NULL");
    } else if (cond instanceof Cond.Matches m) {
      out.append(m.each() == Each.NONE ? "" : "any ")
          .append(m.variable().text())
          .append(' ')
          .append(operator(m))
          .append(' ');
      out.append(m.bytes().quoted());
    }
  }

  /** No filter says "all": it says that none differs. */
  private static boolean isOfAll(Cond cond) {
    return cond instanceof Cond.Matches m && m.each() == Each.ALL;
  }

  private void someDiffers(Cond.Matches m) {
    out.append("any ").append(m.variable().text()).append(" != ").append(m.bytes().quoted());
  }

  private void object(Cond.IsObject is) {
    String paths = String.join(", ", is.paths().stream().map(ByteString::quoted).toList());
    out.append(is.object().text());
    if (is.paths().size() == 1) {
      out.append(is.under() ? " under " : " == ").append(paths);
    } else {
      out.append(is.under() ? " under (" : " in (").append(paths).append(')');
    }
  }

  private static String operator(Cond.Matches m) {
    return switch (m.match()) {
      case EQUALS -> m.fold() ? "iequals" : "==";
      case CONTAINS -> m.fold() ? "icontains" : "~=";
      case STARTS -> m.fold() ? "istartswith" : "startswith";
      case ENDS -> m.fold() ? "iendswith" : "endswith";
      case GLOB -> m.fold() ? "iglob" : "glob";
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
