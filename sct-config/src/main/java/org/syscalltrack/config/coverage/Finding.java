// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import org.syscalltrack.abi.Operation;

/**
 * What a rule has of a door.
 *
 * @param operation that is done there and judged at its objects; null: the call is
 * @param note of what is covered, in which case only, or empty; else, why it is not
 */
record Finding(Door door, Operation operation, State state, String note) {
  /** How it is. */
  enum State {
    COVERED("covered"),
    MISSED("NOT COVERED"),
    /** Nobody comes in there on this kernel. */
    ABSENT("not there");

    private final String text;

    State(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static Finding covered(Door door, Operation operation, String when) {
    return new Finding(door, operation, State.COVERED, when);
  }

  static Finding missed(Door door, Operation operation, String why) {
    return new Finding(door, operation, State.MISSED, why);
  }

  Finding absent(String why) {
    return new Finding(door, operation, State.ABSENT, why);
  }
}
