// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

/** Integers as C writes them: decimal, 0x hex, 0 octal; up to 64 bits. */
final class NumberLiteral {
  private NumberLiteral() {}

  /** The value, or null if the digits are no number of at most 64 bits. */
  static Long parse(String digits) {
    try {
      if (digits.startsWith("0x") || digits.startsWith("0X")) {
        return Long.parseUnsignedLong(digits.substring(2), 16);
      }
      boolean octal = digits.length() > 1 && digits.charAt(0) == '0';
      return Long.parseUnsignedLong(digits, octal ? 8 : 10);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
