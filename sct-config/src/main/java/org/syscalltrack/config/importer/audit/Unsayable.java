// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.audit;

/** That no rule here says what a line of audit says, and why. */
final class Unsayable extends Exception {
  private static final long serialVersionUID = 1L;

  Unsayable(String reason) {
    super(reason);
  }
}
