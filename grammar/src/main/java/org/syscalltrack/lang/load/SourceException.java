// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.load;

import org.syscalltrack.lang.diag.Diagnostic;

/** A source that cannot be taken as text. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  public SourceException(Diagnostic diagnostic) {
    super(diagnostic.message());
    this.diagnostic = diagnostic;
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
