// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.List;

/**
 * A line of names.tbl for one parameter: which constants its numbers are, or how they are shown.
 *
 * @param mask of FLAGS: bits that are one of the names together
 * @param when the parameter that decides whether the line holds, or null: it always does
 * @param whenNames the values of that parameter for which it holds
 */
public record Naming(
    Kind kind, List<Group> groups, long mask, String when, List<String> whenNames) {
  /** How a number is shown. */
  public enum Kind {
    /** As one name. */
    ENUM,
    /** As names of its bits. */
    FLAGS,
    /** As permissions. */
    OCTAL,
    /** As permissions and a type of file. */
    NODE,
    /** As major and minor number. */
    DEVICE,
    /** As bits. */
    HEX,
    /** The same, but of 0 that there is none. */
    ADDRESS,
    /** As what became of a process that was waited for. */
    WAIT,
    /** Not at all, unless the other parameter has the bits of one of the names. */
    OMIT
  }

  /**
   * Names of a group of constants.
   *
   * @param names empty: all
   */
  public record Group(String name, List<String> names) {}
}
