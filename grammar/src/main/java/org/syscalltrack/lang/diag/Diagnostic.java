// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.diag;

import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;

/**
 * One message about the rules.
 *
 * @param span what it is about
 * @param second another place or operand that belongs to it, or null
 * @param hint what was probably meant or what to do, or null
 */
public record Diagnostic(Severity severity, Span span, Span second, String message, String hint) {
  /** How bad it is: rules with errors are not loaded. */
  public enum Severity {
    /** Nothing is wrong; there may be something better. */
    NOTE("note"),
    WARNING("warning"),
    ERROR("error");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public static Diagnostic error(Span span, String message) {
    return new Diagnostic(Severity.ERROR, span, null, message, null);
  }

  public static Diagnostic warning(Span span, String message) {
    return new Diagnostic(Severity.WARNING, span, null, message, null);
  }

  public static Diagnostic note(Span span, String message) {
    return new Diagnostic(Severity.NOTE, span, null, message, null);
  }

  /** About a file as a whole: its span starts nowhere. */
  public static Diagnostic ofFile(String name, String message) {
    return error(new Span(new SourceText(name, ""), -1, -1), message);
  }

  public Diagnostic with(Span other) {
    return new Diagnostic(severity, span, other, message, hint);
  }

  public Diagnostic hint(String text) {
    return new Diagnostic(severity, span, second, message, text);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  public boolean isNote() {
    return severity == Severity.NOTE;
  }
}
