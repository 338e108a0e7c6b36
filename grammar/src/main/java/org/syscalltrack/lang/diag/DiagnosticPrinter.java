// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.diag;

import java.util.function.UnaryOperator;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;

/**
 * Shows a message as a person wants it:
 *
 * <pre>
 * try.conf:3:18: error: no system call is named 'unlnk' [sct-E0301]
 *   syscall_name = unlnk
 *                  ^^^^^
 *   hint: did you mean 'unlink'?
 * </pre>
 *
 * The second span is marked by {@code ~~~}, on the same line or by a note on its own.
 */
public final class DiagnosticPrinter {
  /** Columns of a long line that are shown on either side of the caret. */
  private static final int CONTEXT = 72;

  private DiagnosticPrinter() {}

  public static String print(Diagnostic d) {
    StringBuilder out = new StringBuilder();
    Span span = d.span();
    Span second = d.second();
    boolean sameLine = second != null && isSameLine(span, second);
    heading(out, span, place -> d.code().line(place, d.message()));
    excerpt(out, span, sameLine ? second : null);
    if (d.hint() != null) {
      out.append("  hint: ").append(d.hint()).append('\n');
    }
    if (second != null && !sameLine) {
      heading(out, second, place -> place + ": note: the other place is here");
      excerpt(out, second, null);
    }
    return out.toString();
  }

  private static boolean isSameLine(Span a, Span b) {
    return a.source() == b.source() && a.line() == b.line();
  }

  private static void heading(StringBuilder out, Span span, UnaryOperator<String> line) {
    for (Span at = span.source().includedBy(); at != null; at = at.source().includedBy()) {
      out.append("in the file included at ").append(at).append(":\n");
    }
    String place = span.source().name();
    if (span.start() >= 0) {
      place += ":" + span.line() + ":" + span.column();
    }
    out.append(line.apply(place)).append('\n');
  }

  private static void excerpt(StringBuilder out, Span span, Span second) {
    SourceText source = span.source();
    if (source.text().isEmpty()) {
      return;
    }
    int from = source.lineStart(span.start());
    int to = source.lineEnd(span.start());
    int cutFrom = Math.max(from, span.start() - CONTEXT);
    int cutTo = Math.min(to, Math.max(span.start(), Math.min(span.end(), to)) + CONTEXT);
    cutTo = Math.min(cutTo, span.start() + 2 * CONTEXT);
    String head = cutFrom > from ? "  ..." : "  ";
    out.append(head);
    appendVisible(out, source.text(), cutFrom, cutTo);
    out.append(cutTo < to ? "...\n" : "\n");
    out.append(" ".repeat(head.length()));
    marks(out, source.text(), cutFrom, cutTo, span, second);
    out.append('\n');
  }

  /** Control characters of a file must not reach a terminal. */
  private static void appendVisible(StringBuilder out, String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      out.append(c != '\t' && Character.isISOControl(c) ? '?' : c);
    }
  }

  /** A tab stands under a tab, so that the caret is right whatever a tab's width is. */
  private static void marks(
      StringBuilder out, String text, int from, int to, Span span, Span second) {
    int last = Math.max(span.start() + 1, Math.min(span.end(), to));
    if (second != null) {
      last = Math.max(last, Math.min(second.end(), to));
    }
    for (int i = from; i < last; i++) {
      if (i < text.length() && Character.isLowSurrogate(text.charAt(i))) {
        continue;
      }
      if (i == span.start() || i > span.start() && i < span.end()) {
        out.append('^');
      } else if (second != null && i >= second.start() && i < second.end()) {
        out.append('~');
      } else {
        out.append(i < text.length() && text.charAt(i) == '\t' ? '\t' : ' ');
      }
    }
  }
}
