// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.text.Bytes;

/** Colours of lines on a terminal: what was prevented stands out. */
public final class Colours {
  public static final Colours OFF = new Colours(false);
  public static final Colours ON = new Colours(true);

  /** Loss, and other trouble with the log. */
  static final byte[] WARNING = Bytes.ascii("\033[1;33m");

  private static final byte[] RED = Bytes.ascii("\033[31m");
  private static final byte[] YELLOW = Bytes.ascii("\033[33m");
  private static final byte[] RESET = Bytes.ascii("\033[0m");

  private final boolean on;
  private boolean begun;

  private Colours(boolean on) {
    this.on = on;
  }

  /** When colours are wanted. */
  public enum When {
    AUTO,
    ALWAYS,
    NEVER;

    /**
     * Decides; <a href="https://no-color.org">NO_COLOR</a> is a set and not empty variable.
     *
     * @param noColor the variable's value, or null
     */
    public Colours decide(boolean terminal, String noColor) {
      boolean wanted = terminal && (noColor == null || noColor.isEmpty());
      return this == ALWAYS || this == AUTO && wanted ? ON : OFF;
    }
  }

  void begin(Verdict verdict, Bytes out) {
    switch (verdict) {
      case ALLOWED -> {}
      case FAILED, KILLED -> begin(RED, out);
      case SUSPENDED -> begin(YELLOW, out);
    }
  }

  void begin(byte[] colour, Bytes out) {
    if (on) {
      out.put(colour);
      begun = true;
    }
  }

  void end(Bytes out) {
    if (begun) {
      out.put(RESET);
      begun = false;
    }
  }
}
