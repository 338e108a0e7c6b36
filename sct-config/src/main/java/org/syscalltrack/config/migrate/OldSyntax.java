// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.migrate;

import java.util.List;
import java.util.Set;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;
import org.syscalltrack.message.WarningCode;

/**
 * Rewrites a rule file of the original syscalltrack, versions 0.60 to 0.82, in today's language.
 *
 * <p>What has a meaning today is copied as it is, with comments and layout, so that a file of today
 * comes out unchanged. Rewritten are
 *
 * <ul>
 *   <li>{@code name: value} to {@code name = value},
 *   <li>{@code filter_expression: ...} and {@code log_format: ...} to blocks in braces,
 *   <li>{@code action: LOG} to a block,
 *   <li>a {@code log_format} between rules to {@code default log_format},
 *   <li>calls by number, such as {@code 102:5}, to calls by name,
 *   <li>rule names that are there already to others.
 * </ul>
 */
final class OldSyntax {
  private final SourceText source;
  private final String text;
  private final Set<String> ruleNames;
  private final List<Diagnostic> messages;
  private final StringBuilder out = new StringBuilder();
  private int at;

  /** Braces around the place. */
  private int depth;

  /**
   * For one file.
   *
   * @param ruleNames those of the files before it; gets those of this one
   */
  OldSyntax(SourceText source, Set<String> ruleNames, List<Diagnostic> messages) {
    this.source = source;
    this.text = source.text();
    this.ruleNames = ruleNames;
    this.messages = messages;
  }

  String rewrite() {
    while (at < text.length()) {
      int next = OldScanner.skipBlank(text, at);
      copyTo(next);
      if (at == text.length()) {
        break;
      }
      char c = text.charAt(at);
      if (OldScanner.isWord(c)) {
        item();
      } else {
        depth += c == '{' ? 1 : c == '}' && depth > 0 ? -1 : 0;
        copyTo(c == '"' ? OldScanner.stringEnd(text, at) : at + 1);
      }
    }
    return out.toString();
  }

  private void copyTo(int end) {
    out.append(text, at, end);
    at = end;
  }

  /** A word with what belongs to it. */
  private void item() {
    int start = at;
    int end = OldScanner.wordEnd(text, at);
    String name = text.substring(start, end);
    int sign = OldScanner.skipBlank(text, end);
    char next = sign < text.length() ? text.charAt(sign) : ' ';
    boolean log = name.equals("log_format");
    if (log && depth == 0 && !behindDefault()) {
      note(start, end, "a log_format for the whole file is a default today");
      out.append("default ");
    }
    if (name.equals("param_condition") || name.equals("process_condition")) {
      error(start, end, "'" + name + "' of version 0.63 and before cannot be rewritten");
      copyTo(end);
    } else if ((log || name.equals("filter_expression")) && next == '{') {
      copyTo(log ? OldScanner.textEnd(text, sign) : OldScanner.blockEnd(text, sign));
    } else if (log && isSign(next)) {
      block(start, sign, OldScanner.rawLineEnd(text, sign + 1));
    } else if (name.equals("filter_expression") && isSign(next)) {
      int expressionEnd = OldScanner.expressionEnd(text, sign + 1);
      block(start, sign, OldScanner.withoutComment(text, sign + 1, expressionEnd));
    } else if (isSign(next) && depth > 0) {
      assignment(name, start, sign, next);
    } else {
      copyTo(end);
    }
  }

  private boolean behindDefault() {
    return out.toString().stripTrailing().endsWith("default");
  }

  private static boolean isSign(char c) {
    return c == ':' || c == '=';
  }

  /** {@code name: text} with a text that stands in braces today. */
  private void block(int start, int sign, int end) {
    String name = text.substring(start, OldScanner.wordEnd(text, start));
    note(start, sign + 1, "'" + name + "' stands in braces today");
    String body = text.substring(sign + 1, end);
    out.append(name).append(" {").append(body.strip()).append('}');
    at = sign + 1 + body.stripTrailing().length();
  }

  private void assignment(String name, int start, int sign, char how) {
    int value = OldScanner.skipBlank(text, sign + 1);
    int end = OldScanner.valueEnd(text, value);
    String word = text.substring(value, end);
    if (name.equals("action")) {
      note(start, end, "an action is a block today");
      out.append("action { type = ").append(word).append(" }");
      at = end;
      return;
    }
    if (how == ':') {
      note(start, end, "'" + name + ":' is '" + name + " =' today");
      out.append(name).append(" = ");
    } else {
      copyTo(value);
    }
    out.append(value(name, word, value, end));
    at = end;
  }

  private String value(String name, String word, int start, int end) {
    if (name.equals("syscall_name")) {
      String call = OldCalls.name(word);
      if (call != null) {
        note(start, end, "call " + word + " is " + call);
        return call;
      }
    } else if (name.equals("rule_name") && !ruleNames.add(word)) {
      String other = unused(word);
      ruleNames.add(other);
      note(start, end, "a rule of this name is there already; this one is now " + other);
      return other;
    }
    return word;
  }

  private String unused(String word) {
    boolean quoted = word.endsWith("\"");
    String stem = quoted ? word.substring(0, word.length() - 1) : word;
    int number = 2;
    while (ruleNames.contains(stem + "_" + number + (quoted ? "\"" : ""))) {
      number++;
    }
    return stem + "_" + number + (quoted ? "\"" : "");
  }

  private void note(int start, int end, String message) {
    messages.add(Diagnostic.warning(WarningCode.OLD_SYNTAX, new Span(source, start, end), message));
  }

  private void error(int start, int end, String message) {
    messages.add(
        Diagnostic.error(ErrorCode.UNKNOWN_OLD_SYNTAX, new Span(source, start, end), message)
            .hint("write what it means as a filter_expression { ... }"));
  }
}
