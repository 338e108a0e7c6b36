// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.format;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.diag.Suggestion;

/** A log_format, cut into literal text and macros. */
public record LogFormat(String text, List<Part> parts) {
  /** What a LOG rule without log_format logs. */
  public static final String DEFAULT = "syscall: %pid[%comm]: %sid_%sname(%params) (rule %ruleid)";

  /** For braces that have no partner in the text. */
  private static final Map<String, String> BRACES = Map.of("lbrace", "{", "rbrace", "}");

  /** The parameter that has it, in each call that has one. */
  private static final String ENVIRONMENT = "envp";

  private static final String DECODED = ":decoded";
  private static final List<String> KINDS = List.of("PARAMS", "PATH", "FD", Macro.OBJECT);

  /** A piece of a format, from {@code start} up to, not including, {@code end}. */
  public sealed interface Part {
    int start();

    int end();
  }

  /** Text that is printed as it is. */
  public record Literal(int start, int end, String text) implements Part {}

  /**
   * A macro.
   *
   * @param decoded whether numbers are shown by their names: {@code %params:decoded}
   */
  public record Use(int start, int end, Macro macro, boolean decoded) implements Part {}

  /** Something that is neither. */
  public record Wrong(int start, int end, String message, String hint) implements Part {}

  /** Never fails: what is wrong becomes a part that says so. */
  public static LogFormat parse(String text) {
    List<Part> parts = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      Part part = text.charAt(i) == '%' ? macro(text, i) : literal(text, i);
      parts.add(part);
      i = part.end();
    }
    return new LogFormat(text, List.copyOf(parts));
  }

  private static Part literal(String text, int start) {
    int end = text.indexOf('%', start);
    if (end < 0) {
      end = text.length();
    }
    return new Literal(start, end, text.substring(start, end));
  }

  private static Part macro(String text, int start) {
    if (text.startsWith("%%", start)) {
      return new Literal(start, start + 2, "%");
    }
    int end = start + 1;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    if (end == start + 1) {
      return new Wrong(start, end, "'%' without a macro", "write %% for a percent sign");
    }
    String brace = BRACES.get(text.substring(start + 1, end));
    if (brace != null) {
      return new Literal(start, end, brace);
    }
    if (text.regionMatches(true, start + 1, Macro.ENV + "(", 0, Macro.ENV.length() + 1)) {
      return variable(text, start, end);
    }
    if (end < text.length() && text.charAt(end) == '[') {
      Part element = element(text, start, end);
      if (element != null) {
        return element;
      }
    }
    if (KINDS.contains(text.substring(start + 1, end).toUpperCase(Locale.ROOT))
        && endOfFields(text, end) > end) {
      return named(text, start, end);
    }
    int longer = withUnderscores(text, start + 1, end);
    Macro macro = Macro.find(text.substring(start + 1, longer));
    if (macro == null) {
      return unknown(text.substring(start + 1, end), start, end);
    }
    return use(text, start, longer, macro);
  }

  private static Part unknown(String word, int start, int end) {
    String near = Suggestion.nearest(word, Macro.words());
    String hint = near == null ? "macros: %" + String.join(" %", Macro.words()) : null;
    return new Wrong(
        start,
        end,
        "unknown macro '%" + word + "'",
        near == null ? hint : "did you mean '%" + near + "'?");
  }

  /** The end of the longest macro there, for mnt_ns; {@code %sid_%sname} are two macros. */
  private static int withUnderscores(String text, int start, int end) {
    int longer = end;
    while (longer < text.length()
        && (isLetter(text.charAt(longer)) || text.charAt(longer) == '_')) {
      longer++;
    }
    while (longer > end && Macro.find(text.substring(start, longer)) == null) {
      longer--;
    }
    return longer;
  }

  /** {@code %env(LD_PRELOAD)}. */
  private static Part variable(String text, int start, int open) {
    int close = text.indexOf(')', open);
    String name = close < 0 ? "" : text.substring(open + 1, close);
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('%') >= 0) {
      return new Wrong(
          start,
          close < 0 ? open + 1 : close + 1,
          "no name of a variable behind '%env('",
          "such as %env(LD_PRELOAD)");
    }
    return use(text, start, close + 1, new Macro.OfParam(Macro.ENV, 0, ENVIRONMENT, name));
  }

  /** {@code %path[1]}, {@code %params[2].ip}; null if the word takes no index. */
  private static Part element(String text, int start, int bracket) {
    String kind = text.substring(start + 1, bracket).toUpperCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      return null;
    }
    int close = text.indexOf(']', bracket);
    String digits = close < 0 ? "" : text.substring(bracket + 1, close);
    if (digits.length() != 1 || digits.charAt(0) < '1' || digits.charAt(0) > '9') {
      return new Wrong(
          start,
          close < 0 ? bracket + 1 : close + 1,
          "no number of a parameter behind '%" + text.substring(start + 1, bracket) + "['",
          "such as %path[1]");
    }
    int end = close + 1;
    if (hasFields(kind)) {
      end = endOfFields(text, end);
    }
    if (kind.equals(Macro.OBJECT) && end == close + 1) {
      return new Wrong(
          start, end, "what of the object?", "such as %object[1].ino; %params has where");
    }
    String field = end == close + 1 ? "" : text.substring(close + 2, end);
    int item = field.isEmpty() && kind.equals(Var.PARAMS.text()) ? endOfItem(text, end) : end;
    if (item > end) {
      field = text.substring(end, item);
      end = item;
    }
    return use(text, start, end, new Macro.OfParam(kind, digits.charAt(0) - '0', null, field));
  }

  private static boolean hasFields(String kind) {
    return kind.equals(Var.PARAMS.text()) || kind.equals(Macro.OBJECT);
  }

  /** {@code %path.filename}, {@code %params.addr.ip}. */
  private static Part named(String text, int start, int dot) {
    String kind = text.substring(start + 1, dot).toUpperCase(Locale.ROOT);
    int end = endOfFields(text, dot);
    int name = text.indexOf('.', dot + 1);
    name = name < 0 || name > end ? end : name;
    if (!hasFields(kind)) {
      end = name;
    }
    String field = name == end ? "" : text.substring(name + 1, end);
    int item = name == end && kind.equals(Var.PARAMS.text()) ? endOfItem(text, end) : end;
    if (item > end) {
      Macro.OfParam string =
          new Macro.OfParam(kind, 0, text.substring(dot + 1, name), text.substring(end, item));
      return use(text, start, item, string);
    }
    return use(text, start, end, new Macro.OfParam(kind, 0, text.substring(dot + 1, name), field));
  }

  /** A dot that no letter follows ends a sentence. */
  private static int endOfFields(String text, int from) {
    int end = from;
    while (end + 1 < text.length() && text.charAt(end) == '.' && isLetter(text.charAt(end + 1))) {
      end++;
      while (end < text.length() && isOfName(text.charAt(end))) {
        end++;
      }
      // %params.sig_%sname is two macros.
      while (text.charAt(end - 1) == '_') {
        end--;
      }
    }
    return end;
  }

  /** The end of {@code [2]}, the number of a string; or where it would have begun. */
  private static int endOfItem(String text, int from) {
    int end = from + 1;
    if (from >= text.length() || text.charAt(from) != '[') {
      return from;
    }
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    boolean number = end > from + 1 && end < from + 11 && end < text.length();
    return number && text.charAt(end) == ']' ? end + 1 : from;
  }

  private static boolean isOfName(char c) {
    return isLetter(c) || c == '_' || c >= '0' && c <= '9';
  }

  private static Use use(String text, int start, int end, Macro macro) {
    boolean decoded = text.startsWith(DECODED, end);
    return new Use(start, decoded ? end + DECODED.length() : end, macro, decoded);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** The variables that an event must carry for this format. */
  public EnumSet<Var> variables() {
    EnumSet<Var> vars = EnumSet.noneOf(Var.class);
    for (Part part : parts) {
      if (part instanceof Use use && use.macro() instanceof Macro.OfVariable variable) {
        vars.add(variable.var());
      }
    }
    return vars;
  }

  /** The single parameters that it shows, and what is made of them. */
  public List<Macro.OfParam> parameters() {
    List<Macro.OfParam> list = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Use use && use.macro() instanceof Macro.OfParam param) {
        list.add(param);
      }
    }
    return list;
  }
}
