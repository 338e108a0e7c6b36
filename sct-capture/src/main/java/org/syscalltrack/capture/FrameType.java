// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

/** What a frame holds. Numbers are never reused. */
public enum FrameType {
  /** What the file is: the first one of each. */
  START(1),
  /** The boot of the machine that the next records were made in. */
  ORIGIN(2),
  /** The rule table of a generation. */
  TABLE(3),
  RECORDS(4),
  /** A signature of all before it. */
  SEAL(5),
  /** The index: the last one of a file that was closed. */
  END(6);

  private final int number;

  FrameType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Null if there is none of that number. */
  static FrameType of(int number) {
    for (FrameType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return null;
  }
}
