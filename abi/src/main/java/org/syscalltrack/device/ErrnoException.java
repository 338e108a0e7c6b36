// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

/** A C library call failed with this error number. */
public final class ErrnoException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int errno;

  public ErrnoException(int errno) {
    super("errno " + errno, null, false, false);
    this.errno = errno;
  }

  public int errno() {
    return errno;
  }
}
