// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import org.syscalltrack.abi.Fill;
import org.syscalltrack.abi.Follow;
import org.syscalltrack.abi.LengthAt;
import org.syscalltrack.abi.Phase;

/** A line of params.tbl: what a parameter means beyond its type. */
public sealed interface ParamMeaning {
  /** Its type says all. */
  record Opaque() implements ParamMeaning {}

  /**
   * A file's name.
   *
   * @param directory parameter with the descriptor of the directory, or null
   * @param flags with IF and UNLESS: the parameter whose bits of {@code mask} decide; else null
   */
  record NamesFile(String directory, Follow follow, String flags, long mask)
      implements ParamMeaning {}

  /**
   * Bytes whose number is known.
   *
   * @param at where the number is
   * @param length that parameter; null for RETVAL
   */
  record HasLength(LengthAt at, String length) implements ParamMeaning {
    /** Whether the call itself fills it in. */
    public boolean isKnown(Phase phase) {
      return phase != Phase.BEFORE || at == LengthAt.ARG;
    }
  }

  /**
   * A structure of structs.tbl.
   *
   * @param fill by what the call tells that it has filled it in; null if it reads it
   */
  record PointsTo(String struct, Fill fill) implements ParamMeaning {
    public boolean isKnown(Phase phase) {
      return fill == null || phase != Phase.BEFORE;
    }

    /** Whether a call that returned this has left anything there. */
    public boolean isLeft(long retval) {
      if (fill == null) {
        return true;
      }
      return switch (fill) {
        case OK -> retval >= 0;
        case SOME -> retval > 0;
      };
    }
  }
}
