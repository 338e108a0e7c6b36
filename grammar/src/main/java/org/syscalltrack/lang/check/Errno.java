// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.Set;

/** Names of the kernel's error codes: the E... lines of constants.tbl. */
public final class Errno {
  private Errno() {}

  /** The positive number, or null. */
  static Integer number(String name) {
    Long value = name.startsWith("E") ? Constants.group("errno").get(name) : null;
    return value == null ? null : value.intValue();
  }

  static Set<String> names() {
    return Constants.group("errno").keySet();
  }

  /** The name of a positive number, or the number itself if it has none. */
  public static String text(int number) {
    for (var entry : Constants.group("errno").entrySet()) {
      if (entry.getValue() == number) {
        return entry.getKey();
      }
    }
    return Integer.toString(number);
  }
}
