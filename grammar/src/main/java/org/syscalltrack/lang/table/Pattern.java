// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.lang.ast.ByteString;

/** The elements of a glob pattern: a byte, {@code ?}, {@code *}, a set, or an escaped byte. */
public final class Pattern {
  private Pattern() {}

  /** The offset behind the element at {@code i}, or -1 if that is malformed. */
  public static int end(ByteString p, int i) {
    if (p.at(i) == '\\') {
      return i + 1 < p.length() ? i + 2 : -1;
    }
    return p.at(i) == '[' ? endOfSet(p, i) : i + 1;
  }

  private static int endOfSet(ByteString p, int start) {
    int first = start + (start + 1 < p.length() && p.at(start + 1) == '!' ? 2 : 1);
    int i = first;
    while (i < p.length() && (p.at(i) != ']' || i == first)) {
      int low = member(p, i);
      i = low + 1;
      if (low < p.length() && i + 1 < p.length() && p.at(i) == '-' && p.at(i + 1) != ']') {
        int high = member(p, i + 1);
        if (high >= p.length() || (p.at(high) & 0xff) < (p.at(low) & 0xff)) {
          return -1;
        }
        i = high + 1;
      }
    }
    return i < p.length() ? i + 1 : -1;
  }

  /** Where the byte stands that the member of a set at {@code i} is. */
  public static int member(ByteString p, int i) {
    return p.at(i) == '\\' ? i + 1 : i;
  }
}
