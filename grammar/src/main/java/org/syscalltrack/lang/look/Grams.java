// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.HashSet;
import java.util.Set;
import org.syscalltrack.abi.SctAbi;

/**
 * Four bytes in a row of each pattern, whatever the offset at which it stands: who has none of them
 * at an offset that is a multiple of four has no pattern. {@code struct sct_automaton} says how
 * they are asked for.
 */
final class Grams {
  private static final int LENGTH = 4;

  /** So many bits for each that is set. */
  private static final int SPARE = 32;

  private final Set<Integer> grams = new HashSet<>();
  private boolean complete = true;

  /** Adds those of a pattern, which may be too short to have some. */
  void add(int[] literal, int from, int to) {
    boolean begins = literal[from] == Literals.BEGIN;
    int first = begins ? from + 1 : from;
    int length = to - first;
    if (begins) {
      // It stands at offset 0: the last one that is wholly inside tells it best.
      int at = length / LENGTH - 1;
      complete &= at >= 0;
      if (complete) {
        add(literal, first + at * LENGTH);
      }
      return;
    }
    complete &= length >= 2 * LENGTH - 1;
    for (int at = to - 2 * LENGTH + 1; complete && at <= to - LENGTH; at++) {
      add(literal, at);
    }
  }

  private void add(int[] literal, int at) {
    int gram = 0;
    for (int i = 0; i < LENGTH; i++) {
      gram |= (literal[at + i] | 0x20) << 8 * i;
    }
    grams.add(gram);
  }

  /** As {@code gram_shift}; 0 if there is no such filter. */
  int shift() {
    if (!complete || grams.isEmpty()) {
      return 0;
    }
    int bits = Math.max(5, 32 - Integer.numberOfLeadingZeros(grams.size() * SPARE - 1));
    return Math.max(SctAbi.MIN_GRAM_SHIFT, 32 - bits);
  }

  /** How many words {@link #put} fills. */
  int words() {
    return shift() == 0 ? 0 : (int) ((1L << 32 - shift()) / Integer.SIZE);
  }

  void put(int[] words, int at) {
    int shift = shift();
    if (shift == 0) {
      return;
    }
    for (int gram : grams) {
      int bit = gram * SctAbi.GRAM_HASH >>> shift;
      words[at + bit / Integer.SIZE] |= 1 << bit % Integer.SIZE;
    }
  }
}
