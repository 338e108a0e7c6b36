// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a condition, and puts the macros and lists in that it names. */
final class CondParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')|(!=|<=|>=|==|[=<>(),])"
              + "|([^\\s()\"'=,!<>]+))");
  private static final Set<String> WORD_OPERATORS =
      Set.of(
          "contains",
          "icontains",
          "bcontains",
          "startswith",
          "bstartswith",
          "istartswith",
          "endswith",
          "iendswith",
          "glob",
          "iglob",
          "in",
          "intersects",
          "pmatch",
          "regex");
  private static final Set<String> OF_LISTS = Set.of("in", "intersects", "pmatch");
  private static final Set<String> SIGNS = Set.of("=", "==", "!=", "<", "<=", ">", ">=");
  private static final int DEPTH = 64;

  /**
   * A word of the condition.
   *
   * @param quoted whether it is a value and nothing else
   */
  private record Token(String text, boolean quoted) {}

  private final Map<String, List<String>> lists;
  private final Map<String, String> macros;
  private final List<Token> tokens;
  private final int depth;
  private int at;

  private CondParser(
      String text, Map<String, List<String>> lists, Map<String, String> macros, int depth)
      throws BadCondition {
    this.lists = lists;
    this.macros = macros;
    this.depth = depth;
    this.tokens = tokens(text);
  }

  static Cond parse(String text, Map<String, List<String>> lists, Map<String, String> macros)
      throws BadCondition {
    return parse(text, lists, macros, 0);
  }

  private static Cond parse(
      String text, Map<String, List<String>> lists, Map<String, String> macros, int depth)
      throws BadCondition {
    if (depth > DEPTH) {
      throw new BadCondition("macros or parentheses are inside each other without end");
    }
    CondParser parser = new CondParser(text, lists, macros, depth);
    Cond cond = parser.any(0);
    if (parser.at < parser.tokens.size()) {
      throw new BadCondition("'" + parser.tokens.get(parser.at).text() + "' is not expected");
    }
    return cond;
  }

  private static List<Token> tokens(String text) throws BadCondition {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && !text.substring(end).isBlank()) {
      if (!matcher.region(end, text.length()).lookingAt()) {
        throw new BadCondition("cannot read: " + text.substring(end).strip());
      }
      String quoted = matcher.group(1);
      tokens.add(
          quoted != null
              ? new Token(unquoted(quoted), true)
              : new Token(matcher.group(2) != null ? matcher.group(2) : matcher.group(3), false));
      end = matcher.end();
    }
    return tokens;
  }

  static String unquoted(String text) {
    boolean quotes =
        text.length() > 1
            && (text.startsWith("\"") && text.endsWith("\"")
                || text.startsWith("'") && text.endsWith("'"));
    return quotes ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
  }

  private boolean sees(String word) {
    return at < tokens.size()
        && !tokens.get(at).quoted()
        && tokens.get(at).text().equalsIgnoreCase(word);
  }

  private boolean takes(String word) {
    boolean seen = sees(word);
    at += seen ? 1 : 0;
    return seen;
  }

  private Token next(String what) throws BadCondition {
    if (at == tokens.size()) {
      throw new BadCondition(what + " is missing at the end");
    }
    return tokens.get(at++);
  }

  private Cond any(int nested) throws BadCondition {
    List<Cond> parts = new ArrayList<>(List.of(all(nested)));
    while (takes("or")) {
      parts.add(all(nested));
    }
    return parts.size() == 1 ? parts.get(0) : new Cond.Any(parts);
  }

  private Cond all(int nested) throws BadCondition {
    List<Cond> parts = new ArrayList<>(List.of(one(nested)));
    while (takes("and")) {
      parts.add(one(nested));
    }
    return parts.size() == 1 ? parts.get(0) : new Cond.All(parts);
  }

  private Cond one(int nested) throws BadCondition {
    if (nested > DEPTH) {
      throw new BadCondition("macros or parentheses are inside each other without end");
    }
    if (takes("not")) {
      return new Cond.Not(one(nested + 1));
    }
    if (takes("(")) {
      Cond inner = any(nested + 1);
      if (!takes(")")) {
        throw new BadCondition("a parenthesis is not closed");
      }
      return inner;
    }
    return test(next("a condition").text());
  }

  private Cond test(String name) throws BadCondition {
    if (takes("exists")) {
      return new Cond.Test(name, "exists", List.of());
    }
    String op = at < tokens.size() && !tokens.get(at).quoted() ? tokens.get(at).text() : "";
    if (!SIGNS.contains(op) && !WORD_OPERATORS.contains(op)) {
      String macro = macros.get(name);
      if (macro == null) {
        throw new BadCondition("no macro is named '" + name + "'");
      }
      return parse(macro, lists, macros, depth + 1);
    }
    at++;
    if (!OF_LISTS.contains(op)) {
      return new Cond.Test(name, op.equals("==") ? "=" : op, List.of(next("a value").text()));
    }
    return new Cond.Test(name, op, values());
  }

  private List<String> values() throws BadCondition {
    List<String> values = new ArrayList<>();
    if (!takes("(")) {
      values.addAll(expanded(next("a list")));
      return values;
    }
    while (!takes(")")) {
      values.addAll(expanded(next("a closing parenthesis")));
      takes(",");
    }
    return values;
  }

  private List<String> expanded(Token token) {
    List<String> list = token.quoted() ? null : lists.get(token.text());
    return list == null ? List.of(token.text()) : list;
  }
}
