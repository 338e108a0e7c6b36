// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.text;

/**
 * JSON strings. Only printable ASCII is written, everything else as an escape: the output may go to
 * a terminal.
 */
public final class JsonText {
  private static final byte[] HEX = Bytes.ascii("0123456789ABCDEF");
  private static final int REPLACEMENT = 0xfffd;

  private JsonText() {}

  public static void string(String text, Bytes out) {
    byte[] bytes = Bytes.utf8(text);
    string(bytes, 0, bytes.length, out);
  }

  /**
   * The bytes as a string in quotes, bytes that are no UTF-8 as the replacement character.
   *
   * @return whether all of them were UTF-8
   */
  public static boolean string(byte[] bytes, int from, int count, Bytes out) {
    boolean valid = true;
    int end = from + count;
    int i = from;
    out.put('"');
    while (i < end) {
      int plain = i;
      while (plain < end && isPlain(bytes[plain])) {
        plain++;
      }
      out.put(bytes, i, plain - i);
      i = plain;
      if (i < end) {
        int length = Utf8.length(bytes, i, end);
        valid &= length > 0;
        escape(length == 0 ? REPLACEMENT : Utf8.codePoint(bytes, i, length), out);
        i += Math.max(length, 1);
      }
    }
    out.put('"');
    return valid;
  }

  private static boolean isPlain(byte b) {
    return b >= ' ' && b <= '~' && b != '"' && b != '\\';
  }

  private static void escape(int codePoint, Bytes out) {
    switch (codePoint) {
      case '"', '\\' -> out.put('\\').put((char) codePoint);
      case '\n' -> out.put('\\').put('n');
      case '\t' -> out.put('\\').put('t');
      case '\r' -> out.put('\\').put('r');
      case '\b' -> out.put('\\').put('b');
      case '\f' -> out.put('\\').put('f');
      default -> {
        if (Character.isBmpCodePoint(codePoint)) {
          unicode(codePoint, out);
        } else {
          unicode(Character.highSurrogate(codePoint), out);
          unicode(Character.lowSurrogate(codePoint), out);
        }
      }
    }
  }

  private static void unicode(int unit, Bytes out) {
    out.put('\\').put('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.put((char) HEX[unit >> shift & 15]);
    }
  }
}
