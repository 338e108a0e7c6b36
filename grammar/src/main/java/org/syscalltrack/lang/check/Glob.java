// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.table.Pattern;

/**
 * Patterns: {@code *} any bytes, {@code ?} one byte, {@code [a-z]} and {@code [!a-z]} one byte of a
 * set; a backslash takes the meaning from the next byte.
 */
public final class Glob {
  private Glob() {}

  /** Why the kernel would not take the pattern, or null. */
  static String fault(ByteString pattern) {
    if (pattern.length() > SctAbi.MAX_PATTERN) {
      return "a pattern has at most " + SctAbi.MAX_PATTERN + " bytes";
    }
    int i = 0;
    while (i < pattern.length()) {
      int next = Pattern.end(pattern, i);
      if (next < 0) {
        return pattern.at(i) == '['
            ? "the set that begins with '[' has no ']', or a range runs backwards"
            : "the pattern ends in a backslash";
      }
      i = next;
    }
    return null;
  }

  /**
   * Whether the whole of the bytes matches the pattern, which has no fault.
   *
   * @param fold ASCII case does not count
   */
  public static boolean matches(
      ByteString pattern, boolean fold, byte[] text, int offset, int length) {
    int p = 0;
    int i = 0;
    int star = -1;
    int starAt = 0;
    while (i < length) {
      if (p < pattern.length() && pattern.at(p) == '*') {
        star = ++p;
        starAt = i;
      } else if (p < pattern.length() && isOne(pattern, p, text[offset + i], fold)) {
        p = Pattern.end(pattern, p);
        i++;
      } else if (star >= 0) {
        p = star;
        i = ++starAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.at(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean isOne(ByteString p, int at, byte b, boolean fold) {
    return switch (p.at(at)) {
      case '?' -> true;
      case '[' -> inSet(p, at, b & 0xff, fold ? other(b) : b & 0xff);
      case '\\' -> equal(p.at(at + 1), b, fold);
      default -> equal(p.at(at), b, fold);
    };
  }

  private static boolean equal(byte a, byte b, boolean fold) {
    return a == b || fold && (a & 0xff) == other(b);
  }

  /** The same letter in the other case, or the byte itself. */
  private static int other(byte b) {
    boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    return letter ? b ^ 0x20 : b & 0xff;
  }

  /** Whether one of the two bytes is a member, or none of them if the set is inverted. */
  private static boolean inSet(ByteString p, int start, int one, int two) {
    boolean inverted = p.at(start + 1) == '!';
    int end = Pattern.end(p, start) - 1;
    boolean found = false;
    int i = start + (inverted ? 2 : 1);
    while (i < end) {
      int low = Pattern.member(p, i);
      int high = low;
      i = low + 1;
      if (i + 1 < end && p.at(i) == '-') {
        high = Pattern.member(p, i + 1);
        i = high + 1;
      }
      int least = p.at(low) & 0xff;
      int most = p.at(high) & 0xff;
      found |= least <= one && one <= most || least <= two && two <= most;
    }
    return found != inverted;
  }
}
