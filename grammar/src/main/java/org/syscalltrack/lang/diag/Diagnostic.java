// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.diag;

import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;
import org.syscalltrack.message.MessageCode;
import org.syscalltrack.message.NoteCode;
import org.syscalltrack.message.WarningCode;

/**
 * One message about the rules.
 *
 * @param code what it is called, whatever its words are
 * @param span what it is about
 * @param second another place or operand that belongs to it, or null
 * @param hint what was probably meant or what to do, or null
 */
public record Diagnostic(
    MessageCode code, Severity severity, Span span, Span second, String message, String hint) {
  /** How bad it is: rules with errors are not loaded. */
  public enum Severity {
    /** Nothing is wrong, but it may not be what somebody expects. */
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

  public static Diagnostic error(ErrorCode code, Span span, String message) {
    return new Diagnostic(code, Severity.ERROR, span, null, message, null);
  }

  public static Diagnostic warning(WarningCode code, Span span, String message) {
    return new Diagnostic(code, Severity.WARNING, span, null, message, null);
  }

  public static Diagnostic note(NoteCode code, Span span, String message) {
    return new Diagnostic(code, Severity.NOTE, span, null, message, null);
  }

  /** About a file as a whole: its span starts nowhere. */
  public static Diagnostic ofFile(ErrorCode code, String name, String message) {
    return error(code, new Span(new SourceText(name, ""), -1, -1), message);
  }

  public Diagnostic with(Span other) {
    return new Diagnostic(code, severity, span, other, message, hint);
  }

  public Diagnostic hint(String text) {
    return new Diagnostic(code, severity, span, second, message, text);
  }

  public boolean isNote() {
    return severity == Severity.NOTE;
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
