// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.io.IOException;

/** sct_run is not there, cannot work here, or what came from it is not to be trusted. */
public final class SctRunException extends IOException {
  private static final long serialVersionUID = 1L;

  SctRunException(String message) {
    super(message);
  }

  SctRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
