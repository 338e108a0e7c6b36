// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.table.Pattern;

/**
 * What a string must contain for a comparison to hold: runs of bytes, {@link #BEGIN} in front of
 * the string, and {@link #END} behind it, which is its NUL. Small letters where case is folded.
 */
final class Literals {
  static final int END = 0;
  static final int BEGIN = 256;

  private final List<int[]> found = new ArrayList<>();
  private final int[] run;
  private final boolean fold;
  private int length;

  private Literals(int room, boolean fold) {
    this.run = new int[room];
    this.fold = fold;
  }

  /** All that is needed; none if any string will do. */
  static List<int[]> of(Cond.Matches compare) {
    ByteString bytes = compare.bytes();
    Literals literals = new Literals(bytes.length() + 2, compare.fold());
    if (compare.match() == Cond.Match.GLOB) {
      literals.glob(bytes);
      return literals.found;
    }
    boolean begin = compare.match() == Cond.Match.EQUALS || compare.match() == Cond.Match.STARTS;
    boolean end = compare.match() == Cond.Match.EQUALS || compare.match() == Cond.Match.ENDS;
    if (begin) {
      literals.add(BEGIN);
    }
    for (int i = 0; i < bytes.length(); i++) {
      literals.add(bytes.at(i) & 0xff);
    }
    if (end) {
      literals.add(END);
    }
    literals.endRun();
    return literals.found;
  }

  private void glob(ByteString pattern) {
    add(BEGIN);
    int next;
    for (int i = 0; i < pattern.length(); i = next) {
      next = Pattern.end(pattern, i);
      switch (pattern.at(i)) {
        case '*', '?', '[' -> endRun();
        case '\\' -> add(pattern.at(i + 1) & 0xff);
        default -> add(pattern.at(i) & 0xff);
      }
    }
    add(END);
    endRun();
  }

  private void add(int symbol) {
    run[length++] = fold ? fold(symbol) : symbol;
  }

  static int fold(int symbol) {
    return symbol >= 'A' && symbol <= 'Z' ? symbol | 0x20 : symbol;
  }

  /** Begin or end alone is what every string has. */
  private void endRun() {
    if (length > 1 || length == 1 && run[0] != BEGIN && run[0] != END) {
      int[] literal = new int[length];
      System.arraycopy(run, 0, literal, 0, length);
      found.add(literal);
    }
    length = 0;
  }
}
