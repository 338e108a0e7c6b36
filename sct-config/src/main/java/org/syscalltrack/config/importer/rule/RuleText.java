// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.rule;

import java.util.List;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.lang.ast.ByteString;

/**
 * A rule that logs, and perhaps refuses, to be written.
 *
 * @param calls names of calls or groups, or {@code *}
 * @param exact whether the calls' families are left out
 * @param filter the condition, or null
 * @param about what it tells people
 * @param format the log format, or null for the default of the file
 * @param error with which the call fails, or null if it runs
 */
public record RuleText(
    String name,
    List<String> calls,
    boolean exact,
    Phase phase,
    String filter,
    About about,
    String format,
    String error) {

  /** A rule that only logs. */
  public RuleText(
      String name,
      List<String> calls,
      boolean exact,
      Phase phase,
      String filter,
      About about,
      String format) {
    this(name, calls, exact, phase, filter, about, format, null);
  }

  /**
   * Fields for people.
   *
   * @param priority as in the language, or null
   * @param description or null
   */
  public record About(String priority, List<String> tags, String description) {
    public static About tags(List<String> tags) {
      return new About(null, tags, null);
    }
  }

  private static final int WIDTH = 92;

  public String print() {
    StringBuilder out = new StringBuilder("rule {\n");
    out.append(wrapped("    syscall_name = ", calls, ", "));
    field(out, "rule_name", ByteString.of(name).quoted());
    if (exact) {
      field(out, "coverage", "exact");
    }
    about(out);
    if (filter != null) {
      // Audit, Falco and strace say nothing of what they cannot read.
      field(out, "unreadable", "miss");
      out.append("    filter_expression {\n");
      filter.lines().forEach(line -> out.append("        ").append(line).append('\n'));
      out.append("    }\n");
    }
    out.append("    action { type = ");
    out.append(error == null ? "LOG" : "FAIL  error_code = " + error);
    if (format != null) {
      out.append("  log_format {").append(format).append('}');
    }
    out.append(" }\n");
    field(out, "when", phase.text());
    return out.append("}\n").toString();
  }

  private void about(StringBuilder out) {
    if (about.priority() != null) {
      field(out, "priority", about.priority());
    }
    if (!about.tags().isEmpty()) {
      List<String> quoted = about.tags().stream().map(t -> ByteString.of(t).quoted()).toList();
      field(out, "tags", "(" + String.join(", ", quoted) + ")");
    }
    if (about.description() != null) {
      field(out, "description", ByteString.of(about.description()).quoted());
    }
  }

  private static void field(StringBuilder out, String name, String value) {
    out.append("    ").append(name).append(" = ").append(value).append('\n');
  }

  /** Words with a separator between, in lines of a bearable length. */
  static String wrapped(String head, List<String> words, String separator) {
    StringBuilder out = new StringBuilder(head);
    int column = head.length();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i) + (i + 1 < words.size() ? separator.stripTrailing() : "");
      if (i > 0 && column + 1 + word.length() > WIDTH) {
        out.append('\n').append(" ".repeat(head.length()));
        column = head.length();
      } else if (i > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.append('\n').toString();
  }
}
