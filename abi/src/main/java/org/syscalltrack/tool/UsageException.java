// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.tool;

/** The command line makes no sense. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
