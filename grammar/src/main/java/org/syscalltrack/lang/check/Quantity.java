// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

/** A number with a unit of time behind it, such as {@code 5s} or {@code 500ms}. */
final class Quantity {
  private Quantity() {}

  /** The milliseconds that the text states, or -1; without a number it is one unit. */
  static long milliseconds(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    long unit =
        switch (text.substring(digits)) {
          case "ms" -> 1;
          case "s" -> 1000;
          case "m", "min" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> -1;
        };
    long number = digits == 0 ? 1 : count(text.substring(0, digits));
    return unit < 0 || number < 0 ? -1 : number * unit;
  }

  /** The decimal number, or -1 if it is none or has more than nine digits. */
  static long count(String text) {
    boolean good = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      good &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return good ? Long.parseLong(text) : -1;
  }
}
