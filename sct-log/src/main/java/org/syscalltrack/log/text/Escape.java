// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.text;

/**
 * Makes bytes that anybody may have chosen fit for one line on a terminal, reversibly: what is
 * valid UTF-8 and visible stays; quotes and backslashes get a backslash; everything else, byte by
 * byte, is \n, \t, \r or \xHH.
 */
public final class Escape {
  private Escape() {}

  /** The bytes in double quotes. */
  public static void quote(byte[] bytes, int from, int count, Bytes out) {
    out.put('"');
    append(bytes, from, from + count, true, out);
    out.put('"');
  }

  /** Text of our own, where quotes and backslashes are meant as they are. */
  public static void plain(String text, Bytes out) {
    byte[] bytes = Bytes.utf8(text);
    append(bytes, 0, bytes.length, false, out);
  }

  /** The bytes where quotes and backslashes are meant as they are. */
  public static void plain(byte[] bytes, int from, int count, Bytes out) {
    append(bytes, from, from + count, false, out);
  }

  private static void append(byte[] bytes, int from, int end, boolean quoted, Bytes out) {
    int i = from;
    while (i < end) {
      int plain = i;
      while (plain < end && isPlain(bytes[plain], quoted)) {
        plain++;
      }
      out.put(bytes, i, plain - i);
      i = plain == end ? end : character(bytes, plain, end, out);
    }
  }

  private static boolean isPlain(byte b, boolean quoted) {
    return b >= ' ' && b <= '~' && !(quoted && (b == '"' || b == '\\'));
  }

  /** One character that is not plain; gives where the next one is. */
  private static int character(byte[] bytes, int at, int end, Bytes out) {
    if (bytes[at] == '"' || bytes[at] == '\\') {
      out.put('\\').put((char) bytes[at]);
      return at + 1;
    }
    int length = Utf8.length(bytes, at, end);
    if (length > 1 && isVisible(Utf8.codePoint(bytes, at, length))) {
      out.put(bytes, at, length);
      return at + length;
    }
    // An invalid byte stands for itself; an invisible character for all of its bytes.
    int behind = at + Math.max(length, 1);
    for (int i = at; i < behind; i++) {
      escape(bytes[i], out);
    }
    return behind;
  }

  /** Not what steers a terminal, hides, or changes the direction of the text around it. */
  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static void escape(byte b, Bytes out) {
    switch (b) {
      case '\n' -> out.put('\\').put('n');
      case '\t' -> out.put('\\').put('t');
      case '\r' -> out.put('\\').put('r');
      default -> out.put('\\').put('x').hex(b);
    }
  }
}
