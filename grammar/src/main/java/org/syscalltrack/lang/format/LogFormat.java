// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.format;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.diag.Suggestion;

/** A log_format, cut into literal text and macros. */
public record LogFormat(String text, List<Part> parts) {
  /** What a LOG rule without log_format logs. */
  public static final String DEFAULT = "syscall: %pid[%comm]: %sid_%sname(%params) (rule %ruleid)";

  /** A piece of a format, from {@code start} up to, not including, {@code end}. */
  public sealed interface Part {
    int start();

    int end();
  }

  /** Text that is printed as it is. */
  public record Literal(int start, int end, String text) implements Part {}

  /** A macro. */
  public record Use(int start, int end, Macro macro) implements Part {}

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
    String word = text.substring(start + 1, end);
    Macro macro = Macro.find(word);
    if (macro == null) {
      String near = Suggestion.nearest(word, Macro.words());
      String hint = near == null ? "macros: %" + String.join(" %", Macro.words()) : null;
      return new Wrong(
          start,
          end,
          "unknown macro '%" + word + "'",
          near == null ? hint : "did you mean '%" + near + "'?");
    }
    return new Use(start, end, macro);
  }

  /** No underscore: {@code %sid_%sname} are two macros. */
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
}
