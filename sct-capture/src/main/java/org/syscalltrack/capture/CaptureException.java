// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import org.syscalltrack.source.RecordSourceException;

/** A capture cannot be read or written. The message names it, the cause and a way out. */
public final class CaptureException extends RecordSourceException {
  private static final long serialVersionUID = 1L;

  public CaptureException(String message) {
    super(message);
  }
}
