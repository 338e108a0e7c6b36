// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;

/**
 * A naive reading of filters: walks what the parser gives, knows no types but those of the values
 * that it meets, and shares nothing with checks, code generation and evaluator.
 */
final class AstEvaluator {
  /** Long, ByteString, a list of them, or null for a NULL string or list, by name. */
  private final Map<String, Object> event;

  AstEvaluator(Map<String, Object> event) {
    this.event = event;
  }

  boolean holds(Expr expr) {
    if (expr instanceof Expr.Group group) {
      return holds(group.inner());
    } else if (expr instanceof Expr.Logical logical) {
      boolean and = logical.op() == Expr.Junction.AND;
      for (Expr term : logical.terms()) {
        if (holds(term) != and) {
          return !and;
        }
      }
      return and;
    } else if (expr instanceof Expr.Unary unary && unary.op() == Expr.Prefix.NOT) {
      return !holds(unary.operand());
    } else if (expr instanceof Expr.Binary binary && binary.op().isComparison()) {
      return compare(binary);
    } else if (expr instanceof Expr.Membership in) {
      return in.elements().stream().anyMatch(e -> some(in.operand(), a -> equal(a, value(e))));
    }
    return (Long) value(expr) != 0;
  }

  private Object value(Expr expr) {
    if (expr instanceof Expr.Group group) {
      return value(group.inner());
    } else if (expr instanceof Expr.Number number) {
      return Long.parseLong(number.digits());
    } else if (expr instanceof Expr.Text text) {
      return latin1(text.bytes());
    } else if (expr instanceof Expr.Name name) {
      return name.text().equals("NULL") ? null : known(name.text());
    } else if (expr instanceof Expr.Element element) {
      return known(element.name().text() + "[" + value(element.index()) + "]");
    } else if (expr instanceof Expr.Member member) {
      return known(member.name().text() + "." + member.member().text());
    } else if (expr instanceof Expr.Item item) {
      return ofList(item);
    } else if (expr instanceof Expr.Call call) {
      return call(call);
    } else if (expr instanceof Expr.Binary binary) {
      return compute(binary.op(), (Long) value(binary.left()), (Long) value(binary.right()));
    }
    throw new IllegalArgumentException("not in random filters: " + expr);
  }

  private Object known(String name) {
    if (!event.containsKey(name)) {
      throw new IllegalArgumentException("not in events: " + name);
    }
    Object value = event.get(name);
    return value instanceof ByteString bytes ? latin1(bytes) : value;
  }

  private static String latin1(ByteString bytes) {
    return new String(bytes.bytes(), StandardCharsets.ISO_8859_1);
  }

  private static boolean equal(Object a, Object b) {
    return a == null ? b == null : a.equals(b);
  }

  private boolean compare(Expr.Binary binary) {
    return some(binary.left(), a -> compare(binary, a, value(binary.right())));
  }

  /** Whether it is so for the value or, of {@code any} list, for one of its strings. */
  private boolean some(Expr operand, Predicate<Object> holds) {
    if (!(operand instanceof Expr.Any any)) {
      return holds.test(value(operand));
    }
    return strings(any.operand()).stream().anyMatch(holds);
  }

  /** A NULL list has none. */
  private List<String> strings(Expr list) {
    List<String> strings = new ArrayList<>();
    if (value(list) instanceof List<?> some) {
      some.forEach(string -> strings.add(latin1((ByteString) string)));
    }
    return strings;
  }

  private Object ofList(Expr.Item item) {
    List<String> strings = strings(item.list());
    long index = (Long) value(item.index());
    return index < strings.size() ? strings.get((int) index) : null;
  }

  private Object call(Expr.Call call) {
    Expr argument = call.arguments().get(0);
    if (call.name().text().equals("count")) {
      return (long) strings(argument).size();
    }
    String name = value(argument) + "=";
    for (Object string : event.get("PARAMS.envp") instanceof List<?> list ? list : List.of()) {
      String text = latin1((ByteString) string);
      if (text.startsWith(name)) {
        return text.substring(name.length());
      }
    }
    return null;
  }

  private static boolean compare(Expr.Binary binary, Object a, Object b) {
    return switch (binary.op()) {
      case EQ -> equal(a, b);
      case NE -> !equal(a, b);
      case LT -> (Long) a < (Long) b;
      case LE -> (Long) a <= (Long) b;
      case GT -> (Long) a > (Long) b;
      case GE -> (Long) a >= (Long) b;
      // A NULL string is like nothing.
      default -> a != null && matches(binary.op(), (String) a, (String) b);
    };
  }

  private static boolean matches(Expr.Infix op, String a, String b) {
    return switch (op) {
      case CONTAINS -> a.contains(b);
      case STARTSWITH -> a.startsWith(b);
      case ENDSWITH -> a.endsWith(b);
      case IEQUALS -> small(a).equals(small(b));
      case ICONTAINS -> small(a).contains(small(b));
      case ISTARTSWITH -> small(a).startsWith(small(b));
      case IENDSWITH -> small(a).endsWith(small(b));
      case GLOB -> glob(b, a);
      case IGLOB -> glob(small(b), small(a));
      default -> throw new IllegalArgumentException(op.text());
    };
  }

  private static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** By trying everything. */
  private static boolean glob(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    String rest = pattern.substring(1);
    if (pattern.charAt(0) == '*') {
      return glob(rest, text) || !text.isEmpty() && glob(pattern, text.substring(1));
    }
    if (text.isEmpty()) {
      return false;
    }
    char c = text.charAt(0);
    int end = pattern.indexOf(']');
    return switch (pattern.charAt(0)) {
      case '?' -> glob(rest, text.substring(1));
      case '[' ->
          inSet(pattern.substring(1, end), c)
              && glob(pattern.substring(end + 1), text.substring(1));
      default -> pattern.charAt(0) == c && glob(rest, text.substring(1));
    };
  }

  /** Sets of single bytes and one range, as random filters have them. */
  private static boolean inSet(String set, char c) {
    if (set.startsWith("!")) {
      return !inSet(set.substring(1), c);
    }
    return set.length() == 3 && set.charAt(1) == '-'
        ? set.charAt(0) <= c && c <= set.charAt(2)
        : set.indexOf(c) >= 0;
  }

  private static long compute(Expr.Infix op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : a / b;
      case MOD -> b == 0 ? 0 : a % b;
      case BIT_AND -> a & b;
      case BIT_OR -> a | b;
      case BIT_XOR -> a ^ b;
      case SHL -> a << (b & 63);
      case SHR -> a >> (b & 63);
      default -> throw new IllegalArgumentException(op.text());
    };
  }
}
