// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;

/**
 * A naive reading of filters: walks what the parser gives, knows no types but those of the values
 * that it meets, and shares nothing with checks, code generation and evaluator.
 */
final class AstEvaluator {
  /** Long, ByteString, or null for a NULL string, by name. */
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
      return in.elements().stream().anyMatch(e -> equal(value(in.operand()), value(e)));
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
    Object a = value(binary.left());
    Object b = value(binary.right());
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
