// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.text;

/** Names that others chose, for a terminal. */
public final class Printable {
  private Printable() {}

  public static String text(String name) {
    StringBuilder out = new StringBuilder();
    name.chars().forEach(c -> out.append(Character.isISOControl(c) ? '?' : (char) c));
    return out.toString();
  }
}
