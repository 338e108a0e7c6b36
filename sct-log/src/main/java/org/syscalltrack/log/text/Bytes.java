// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text being made, as UTF-8: lines are written by the million, and a detour over strings would cost
 * more than all else. It grows to what the largest batch needs and is used again.
 */
public final class Bytes {
  /** "00" to "99". */
  private static final byte[] PAIRS = new byte[200];

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] MIN_LONG = ascii(Long.toString(Long.MIN_VALUE));
  private static final int LONG_DIGITS = 19;

  static {
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private byte[] array = new byte[1 << 12];
  private int length;

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(array, 0, length);
  }

  public byte[] copy() {
    return Arrays.copyOf(array, length);
  }

  @Override
  public String toString() {
    return new String(array, 0, length, StandardCharsets.UTF_8);
  }

  private void room(int more) {
    if (more > array.length - length) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, length + more));
    }
  }

  public Bytes put(byte[] bytes) {
    return put(bytes, 0, bytes.length);
  }

  public Bytes put(byte[] bytes, int from, int count) {
    room(count);
    System.arraycopy(bytes, from, array, length, count);
    length += count;
    return this;
  }

  public Bytes put(Bytes other) {
    return put(other.array, 0, other.length);
  }

  /** An ASCII character. */
  public Bytes put(char c) {
    room(1);
    array[length++] = (byte) c;
    return this;
  }

  public Bytes put(String text) {
    return put(utf8(text));
  }

  /** Two hexadecimal digits. */
  public Bytes hex(int b) {
    room(2);
    array[length++] = HEX[b >> 4 & 15];
    array[length++] = HEX[b & 15];
    return this;
  }

  public Bytes unsigned(long value) {
    return value >= 0 ? number(value) : put(ascii(Long.toUnsignedString(value)));
  }

  public Bytes number(long value) {
    if (value == Long.MIN_VALUE) {
      return put(MIN_LONG);
    }
    room(LONG_DIGITS + 1);
    long left = value;
    if (left < 0) {
      array[length++] = '-';
      left = -left;
    }
    int end = length + digits(left);
    length = end;
    while (left >= 100) {
      int pair = 2 * (int) (left % 100);
      left /= 100;
      array[--end] = PAIRS[pair + 1];
      array[--end] = PAIRS[pair];
    }
    if (left >= 10) {
      array[--end] = PAIRS[2 * (int) left + 1];
      array[--end] = PAIRS[2 * (int) left];
    } else {
      array[--end] = (byte) ('0' + left);
    }
    return this;
  }

  /** The number with leading zeros. */
  public Bytes padded(long value, int width) {
    for (int i = digits(value); i < width; i++) {
      put('0');
    }
    return number(value);
  }

  private static int digits(long value) {
    int digits = 1;
    for (long limit = 10; digits < LONG_DIGITS && value >= limit; limit *= 10) {
      digits++;
    }
    return digits;
  }
}
