// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.exporter;

/** That the other program says something else, and what. */
final class Inexact extends Exception {
  private static final long serialVersionUID = 1L;

  Inexact(String reason) {
    super(reason);
  }
}
