// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

/**
 * Rules that do not compile. The message is what sct_config check prints: where, the line, a caret,
 * what was expected.
 */
public final class RulesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RulesException(String message) {
    super(message);
  }
}
