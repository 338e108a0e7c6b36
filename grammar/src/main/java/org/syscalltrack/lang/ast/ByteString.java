// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a string: the kernel's paths and names need not be valid UTF-8. */
public final class ByteString {
  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ByteString of(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  public static ByteString of(String text) {
    return new ByteString(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public byte at(int index) {
    return bytes[index];
  }

  public int length() {
    return bytes.length;
  }

  /** The text in double quotes, as a rule file would have it. */
  public String quoted() {
    return Quoting.quote(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString b && Arrays.equals(bytes, b.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As text; bytes that are not UTF-8 are shown by the replacement character. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
