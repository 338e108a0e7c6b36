// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.List;
import org.syscalltrack.abi.Operation;

/**
 * What a rule has of a door.
 *
 * @param operation that is done there and judged at its objects; null: the call is
 * @param tried what came of going through it; empty: nobody has
 * @param note of what is covered, in which case only, or empty; else, why it is not
 */
record Finding(Door door, Operation operation, State state, String note, String tried) {
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
    return new Finding(door, operation, State.COVERED, when, "");
  }

  static Finding missed(Door door, Operation operation, String why) {
    return new Finding(door, operation, State.MISSED, why, "");
  }

  Finding absent(String why) {
    return new Finding(door, operation, State.ABSENT, why, "");
  }

  Finding untried(String why) {
    return new Finding(door, operation, state, note, "not tried: " + why);
  }

  /**
   * What is known of it when somebody has gone through.
   *
   * @param answer of the kernel: 0, or an error
   * @param seen whether the rule saw it
   * @param by names of the rules that did
   */
  Finding tried(String answer, boolean seen, List<String> by) {
    if (seen) {
      return new Finding(door, operation, State.COVERED, note, "seen by " + String.join(", ", by));
    } else if (answer.equals("ENOSYS")) {
      return absent("this kernel has no such call");
    } else if (!answer.equals("0")) {
      return untried("answered by " + answer);
    }
    String others = by.isEmpty() ? "" : ", but by " + String.join(", ", by);
    return new Finding(door, operation, State.MISSED, note, "gone through, not seen" + others);
  }
}
