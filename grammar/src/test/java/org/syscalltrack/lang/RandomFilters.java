// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.syscalltrack.lang.ast.ByteString;

/**
 * Random filters over one call, each with what it means: a second, naive reading of the language
 * that shares nothing with the compiler.
 */
final class RandomFilters {
  /** Text of a filter and its meaning. */
  record Filter(String text, Function<Map<String, Object>, Boolean> meaning) {}

  private record Number(String text, Function<Map<String, Object>, Long> meaning) {}

  /** Signed variables, for which C's and Java's comparisons agree. */
  static final List<String> NUMBERS =
      List.of("PID", "UID", "GID", "LOGINUID", "PARAMS[2]", "RETVAL");

  static final List<String> STRINGS = List.of("COMM", "PARAMS[1]", "EXE");
  private static final List<String> WORDS =
      List.of("", "a", "ab", "/etc/passwd", "passwd", "/ETC", "abab/b", "/etc/passwd-");
  private static final List<String> PATTERNS =
      List.of("*", "a*", "*b", "/etc/*", "?b", "[ab]*", "[!a]*", "*[a-c]", "*/*b*", "/ETC*D", "");

  private final Random random;

  RandomFilters(long seed) {
    random = new Random(seed);
  }

  Map<String, Object> event() {
    Map<String, Object> event = new HashMap<>();
    NUMBERS.forEach(name -> event.put(name, smallNumber()));
    STRINGS.forEach(name -> event.put(name, ByteString.of(pick(WORDS))));
    if (random.nextInt(4) == 0) {
      event.put("PARAMS[1]", null);
    }
    return event;
  }

  private long smallNumber() {
    return random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(9) - 2;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  Filter filter(int depth) {
    int kind = depth == 0 ? random.nextInt(4) : random.nextInt(8);
    return switch (kind) {
      case 0, 1 -> comparison(depth);
      case 2 -> string();
      case 3 -> oneOf();
      case 4, 5 -> junction(depth, true);
      case 6 -> junction(depth, false);
      default -> {
        Filter inner = filter(depth - 1);
        yield new Filter("!(" + inner.text + ")", e -> !inner.meaning.apply(e));
      }
    };
  }

  private Filter junction(int depth, boolean and) {
    Filter a = filter(depth - 1);
    Filter b = filter(depth - 1);
    return and
        ? new Filter(
            "(" + a.text + ") && (" + b.text + ")", e -> a.meaning.apply(e) && b.meaning.apply(e))
        : new Filter(
            "(" + a.text + ") || (" + b.text + ")", e -> a.meaning.apply(e) || b.meaning.apply(e));
  }

  private Filter comparison(int depth) {
    if (random.nextInt(8) == 0) {
      return mask();
    }
    Number a = number(Math.min(depth, 2));
    Number b = number(Math.min(depth, 2));
    String op = pick(List.of("==", "!=", "<", "<=", ">", ">="));
    return new Filter(
        "(" + a.text + ") " + op + " (" + b.text + ")",
        e -> compare(op, a.meaning.apply(e), b.meaning.apply(e)));
  }

  /** Is one of these bits set? */
  private Filter mask() {
    Number a = number(1);
    Number bits = number(0);
    String op = pick(List.of("==", "!="));
    return new Filter(
        "((" + a.text + ") & " + bits.text + ") " + op + " 0",
        e -> compare(op, a.meaning.apply(e) & bits.meaning.apply(e), 0));
  }

  private static boolean compare(String op, long a, long b) {
    return switch (op) {
      case "==" -> a == b;
      case "!=" -> a != b;
      case "<" -> a < b;
      case "<=" -> a <= b;
      case ">" -> a > b;
      default -> a >= b;
    };
  }

  private Number number(int depth) {
    int kind = depth == 0 ? random.nextInt(2) : random.nextInt(4);
    if (kind == 0) {
      long value = smallNumber();
      // Not a negative constant beside an unsigned variable: that one has a rule of its own.
      long constant = Math.abs(value);
      return new Number(Long.toString(constant), e -> constant);
    } else if (kind == 1) {
      String name = pick(NUMBERS);
      return new Number(name, e -> (Long) e.get(name));
    }
    Number a = number(depth - 1);
    Number b = number(depth - 1);
    String op = pick(List.of("+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"));
    return new Number(
        "(" + a.text + ") " + op + " (" + b.text + ")",
        e -> compute(op, a.meaning.apply(e), b.meaning.apply(e)));
  }

  private static long compute(String op, long a, long b) {
    return switch (op) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> b == 0 ? 0 : a / b;
      case "%" -> b == 0 ? 0 : a % b;
      case "&" -> a & b;
      case "|" -> a | b;
      case "^" -> a ^ b;
      case "<<" -> a << (b & 63);
      default -> a >> (b & 63);
    };
  }

  private Filter string() {
    String name = pick(STRINGS);
    if (random.nextInt(6) == 0) {
      return new Filter("PARAMS[1] == NULL", e -> e.get("PARAMS[1]") == null);
    }
    if (random.nextInt(6) == 0) {
      String one = pick(WORDS);
      String other = pick(WORDS);
      return new Filter(
          name + " in (\"" + one + "\", \"" + other + "\")",
          e -> matches("==", e.get(name), one) || matches("==", e.get(name), other));
    }
    String op = pick(OPERATORS);
    String word = pick(op.endsWith("glob") ? PATTERNS : WORDS);
    return new Filter(name + " " + op + " \"" + word + "\"", e -> matches(op, e.get(name), word));
  }

  /** On strings. */
  static final List<String> OPERATORS =
      List.of(
          "==",
          "!=",
          "~=",
          "startswith",
          "endswith",
          "iequals",
          "icontains",
          "istartswith",
          "iendswith",
          "glob",
          "iglob");

  /** A NULL string equals and contains nothing. */
  private static boolean matches(String op, Object value, String word) {
    if (value == null) {
      return op.equals("!=");
    }
    String text = value.toString();
    return switch (op) {
      case "==" -> text.equals(word);
      case "!=" -> !text.equals(word);
      case "~=" -> text.contains(word);
      case "startswith" -> text.startsWith(word);
      case "endswith" -> text.endsWith(word);
      case "iequals" -> small(text).equals(small(word));
      case "icontains" -> small(text).contains(small(word));
      case "istartswith" -> small(text).startsWith(small(word));
      case "iendswith" -> small(text).endsWith(small(word));
      case "glob" -> text.matches(regex(word));
      default -> small(text).matches(regex(small(word)));
    };
  }

  private static String small(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private static String regex(String pattern) {
    return "(?s)" + pattern.replace("[!", "[^").replace("*", ".*").replace("?", ".");
  }

  private Filter oneOf() {
    Number a = number(1);
    return new Filter(
        "(" + a.text + ") in (0, 2, 5)", e -> List.of(0L, 2L, 5L).contains(a.meaning.apply(e)));
  }
}
