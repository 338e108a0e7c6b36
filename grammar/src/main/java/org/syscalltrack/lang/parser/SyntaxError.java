// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.parser;

import org.syscalltrack.lang.diag.Diagnostic;

/** A parse error that already knows what to say. */
final class SyntaxError extends ParseException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  SyntaxError(Diagnostic diagnostic) {
    this.diagnostic = diagnostic;
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
