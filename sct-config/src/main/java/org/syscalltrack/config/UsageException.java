// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

/** The command line makes no sense. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
