// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

/** Names that others chose, for a terminal. */
final class Printable {
  private Printable() {}

  static String text(String name) {
    StringBuilder out = new StringBuilder();
    name.chars().forEach(c -> out.append(Character.isISOControl(c) ? '?' : (char) c));
    return out.toString();
  }
}
