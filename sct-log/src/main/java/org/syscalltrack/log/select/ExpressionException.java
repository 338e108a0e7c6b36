// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.select;

import java.util.List;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;

/** A filter or format on the command line is wrong. */
public final class ExpressionException extends Exception {
  private static final long serialVersionUID = 1L;

  public ExpressionException(List<Diagnostic> diagnostics) {
    super(print(diagnostics));
  }

  private static String print(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      out.append(DiagnosticPrinter.print(diagnostic));
    }
    return out.toString();
  }
}
