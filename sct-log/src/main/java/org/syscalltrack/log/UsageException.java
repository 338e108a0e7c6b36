// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

/** The command line is wrong. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
