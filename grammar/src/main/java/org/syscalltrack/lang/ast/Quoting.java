// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings in double quotes with C's escapes, both ways. */
public final class Quoting {
  private static final String LETTERS = "abfnrtv\\\"'";
  private static final String MEANINGS = "\007\b\f\n\r\t\013\\\"'";
  private static final String WRITTEN = "\007\b\f\n\r\t\013\\\"";

  private Quoting() {}

  /** An escape that means nothing, at an offset into the literal. */
  public static final class BadEscape extends Exception {
    private static final long serialVersionUID = 1L;
    private final int start;
    private final int end;

    BadEscape(int start, int end, String message) {
      super(message);
      this.start = start;
      this.end = end;
    }

    public int start() {
      return start;
    }

    public int end() {
      return end;
    }
  }

  /** The bytes of a literal, given with its quotes. */
  public static ByteString unquote(String literal) throws BadEscape {
    if (literal.indexOf('\\') < 0) {
      return ByteString.of(literal.substring(1, literal.length() - 1));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(literal.length());
    int end = literal.length() - 1;
    int i = 1;
    while (i < end) {
      int stop = literal.indexOf('\\', i);
      if (stop < 0 || stop >= end) {
        stop = end;
      }
      out.writeBytes(literal.substring(i, stop).getBytes(StandardCharsets.UTF_8));
      i = stop < end ? escape(literal, stop, out) : end;
    }
    return ByteString.of(out.toByteArray());
  }

  /** Decodes the escape at {@code at}; returns the offset behind it. */
  private static int escape(String literal, int at, ByteArrayOutputStream out) throws BadEscape {
    char c = literal.charAt(at + 1);
    int letter = LETTERS.indexOf(c);
    if (letter >= 0) {
      out.write(MEANINGS.charAt(letter));
      return at + 2;
    }
    boolean hex = c == 'x';
    if (!hex && Character.digit(c, 8) < 0) {
      throw new BadEscape(at, at + 2, "unknown escape \\" + c);
    }
    int radix = hex ? 16 : 8;
    int start = hex ? at + 2 : at + 1;
    int limit = Math.min(start + (hex ? 2 : 3), literal.length() - 1);
    int value = 0;
    int i = start;
    while (i < limit && Character.digit(literal.charAt(i), radix) >= 0) {
      value = value * radix + Character.digit(literal.charAt(i++), radix);
    }
    if (i == start) {
      throw new BadEscape(at, i, "\\x needs one or two hex digits");
    }
    if (value > 255) {
      throw new BadEscape(at, i, "not a byte");
    }
    out.write(value);
    return i;
  }

  /** A literal that {@link #unquote} turns into these bytes. */
  public static String quote(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + 2).append('"');
    String text = decode(bytes);
    if (text != null) {
      for (int i = 0; i < text.length(); i++) {
        append(out, text.charAt(i));
      }
    } else {
      for (byte b : bytes) {
        if (b < 0) {
          octal(out, b & 0xff);
        } else {
          append(out, (char) b);
        }
      }
    }
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, char c) {
    int known = WRITTEN.indexOf(c);
    if (known >= 0) {
      out.append('\\').append(LETTERS.charAt(known));
    } else if (c < ' ' || c == 0x7f) {
      octal(out, c);
    } else {
      out.append(c);
    }
  }

  /** Three octal digits: unlike a hex escape, it cannot swallow a digit that follows. */
  private static void octal(StringBuilder out, int value) {
    out.append('\\');
    for (int shift = 6; shift >= 0; shift -= 3) {
      out.append((char) ('0' + (value >> shift & 7)));
    }
  }

  /** The bytes as UTF-8 text without invisible control characters of C1, or null. */
  private static String decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) >= 0x80 && text.charAt(i) < 0xa0) {
          return null;
        }
      }
      return text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
