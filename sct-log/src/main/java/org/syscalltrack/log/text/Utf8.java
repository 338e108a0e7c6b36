// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.text;

/** UTF-8 as RFC 3629 has it: shortest form only, no surrogates, up to U+10FFFF. */
public final class Utf8 {
  private Utf8() {}

  public static boolean isValid(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end) {
      int length = length(bytes, i, end);
      if (length == 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  /** Length of the character that starts there, or 0 if none does. */
  static int length(byte[] bytes, int at, int end) {
    int first = Byte.toUnsignedInt(bytes[at]);
    int length;
    int smallest;
    if (first < 0x80) {
      return 1;
    } else if (first >= 0xc0 && first < 0xe0) {
      length = 2;
      smallest = 0x80;
    } else if (first >= 0xe0 && first < 0xf0) {
      length = 3;
      smallest = 0x800;
    } else if (first >= 0xf0 && first < 0xf8) {
      length = 4;
      smallest = 0x10000;
    } else {
      return 0;
    }
    if (length > end - at) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int codePoint = codePoint(bytes, at, length);
    boolean surrogate = codePoint >= 0xd800 && codePoint < 0xe000;
    return codePoint < smallest || codePoint > 0x10ffff || surrogate ? 0 : length;
  }

  /** The character of that length that starts there. */
  static int codePoint(byte[] bytes, int at, int length) {
    int codePoint = length == 1 ? bytes[at] : bytes[at] & (0xff >> (length + 1));
    for (int i = 1; i < length; i++) {
      codePoint = codePoint << 6 | bytes[at + i] & 0x3f;
    }
    return codePoint;
  }
}
