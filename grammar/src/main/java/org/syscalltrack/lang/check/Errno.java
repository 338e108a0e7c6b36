// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;

/** Names of the kernel's error codes. */
public final class Errno {
  private static final String GROUP = "errno";

  private Errno() {}

  /** The positive number, or null. */
  public static Integer number(String name) {
    Long value = name.startsWith("E") ? Constants.find(GROUP, name) : null;
    return value == null ? null : value.intValue();
  }

  static List<String> names() {
    return Constants.names(GROUP);
  }

  /** The name of a positive number, or the number itself if it has none. */
  public static String text(int number) {
    String name = Constants.name(GROUP, number);
    return name == null ? Integer.toString(number) : name;
  }
}
