// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

/** What Falco would not take, either. */
final class BadCondition extends Exception {
  private static final long serialVersionUID = 1L;

  BadCondition(String message) {
    super(message);
  }
}
