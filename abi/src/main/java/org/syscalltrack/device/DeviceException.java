// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import org.syscalltrack.source.RecordSourceException;

/**
 * The kernel or a device refused. The message is one line: what failed, the system's words, and
 * what the person can do about it where that is known.
 */
public final class DeviceException extends RecordSourceException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final String hint;

  /**
   * @param errno 0 if no system call failed
   * @param hint what to do, or empty
   */
  public DeviceException(int errno, String message, String hint) {
    super(hint.isEmpty() ? message : message + ": " + hint);
    this.errno = errno;
    this.hint = hint;
  }

  public int errno() {
    return errno;
  }

  public String hint() {
    return hint;
  }
}
