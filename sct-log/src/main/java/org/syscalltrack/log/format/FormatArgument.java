// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.message.ErrorCode;

/** The value of {@code --format}: a log_format for all rules. */
public final class FormatArgument {
  private FormatArgument() {}

  /**
   * Reads it.
   *
   * @throws ExpressionException with all that is wrong, each at its place
   */
  public static TextFormat parse(String text) throws ExpressionException {
    LogFormat format = LogFormat.parse(text);
    SourceText source = new SourceText("--format", text);
    Diagnostics diagnostics = new Diagnostics();
    for (LogFormat.Part part : format.parts()) {
      if (part instanceof LogFormat.Wrong wrong) {
        Span span = new Span(source, wrong.start(), wrong.end());
        diagnostics.error(ErrorCode.BAD_MACRO, span, wrong.message(), wrong.hint());
      }
    }
    if (diagnostics.hasErrors()) {
      throw new ExpressionException(diagnostics.sorted());
    }
    return TextFormat.of(format);
  }
}
