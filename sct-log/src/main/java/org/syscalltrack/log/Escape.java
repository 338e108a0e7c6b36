// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.nio.charset.StandardCharsets;

/**
 * Makes bytes that anybody may have chosen fit for one line on a terminal, reversibly: what is
 * valid UTF-8 and visible stays; quotes and backslashes get a backslash; everything else, byte by
 * byte, is \n, \t, \r or \xHH.
 */
final class Escape {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Escape() {}

  /** The bytes in double quotes. */
  static void quote(byte[] bytes, StringBuilder out) {
    out.append('"');
    append(bytes, true, out);
    out.append('"');
  }

  /** Text of our own, where quotes and backslashes are meant as they are. */
  static void plain(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        append(text.getBytes(StandardCharsets.UTF_8), false, out);
        return;
      }
    }
    out.append(text);
  }

  private static void append(byte[] bytes, boolean quoted, StringBuilder out) {
    int i = 0;
    while (i < bytes.length) {
      byte b = bytes[i];
      if (b >= ' ' && b <= '~') {
        if (quoted && (b == '"' || b == '\\')) {
          out.append('\\');
        }
        out.append((char) b);
        i++;
        continue;
      }
      int length = Utf8.length(bytes, i);
      int codePoint = length > 1 ? Utf8.codePoint(bytes, i, length) : 0;
      if (length > 1 && isVisible(codePoint)) {
        out.appendCodePoint(codePoint);
      } else {
        // An invalid byte stands for itself; an invisible character for all of its bytes.
        for (int end = i + Math.max(length, 1); i < end; i++) {
          escape(bytes[i], out);
        }
        continue;
      }
      i += length;
    }
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

  private static void escape(byte b, StringBuilder out) {
    switch (b) {
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      default -> out.append("\\x").append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
    }
  }
}
