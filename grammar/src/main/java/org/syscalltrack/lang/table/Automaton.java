// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.Arrays;
import java.util.BitSet;
import org.syscalltrack.abi.SctAbi;

/** A {@code struct sct_automaton} with all that is behind its head, as words. */
public final class Automaton {
  private final int[] words;

  /** Takes the words over. */
  public Automaton(int[] words) {
    this.words = words;
  }

  public int size() {
    return words.length;
  }

  public int word(int index) {
    return words[index];
  }

  private int at(int offset) {
    return words[offset / Integer.BYTES];
  }

  /** The rules that it names, by their positions on a call. */
  public BitSet named() {
    BitSet named = new BitSet();
    int first = listsAt();
    int end = at(SctAbi.AUTOMATON_LISTS_OFFSET);
    int i = 1;
    while (i < end) {
      int count = words[first + i] & ~SctAbi.LIST_BEGINS;
      for (int n = 0; n < count; n++) {
        named.set(words[first + i + 2 + n]);
      }
      i += 2 + count;
    }
    return named;
  }

  private int listsAt() {
    return SctAbi.AUTOMATON_SIZE / Integer.BYTES
        + (at(SctAbi.AUTOMATON_CLASSES_OFFSET) << at(SctAbi.AUTOMATON_SHIFT_OFFSET))
        + at(SctAbi.AUTOMATON_SLOTS_OFFSET) * (SctAbi.SLOT_SIZE / Integer.BYTES);
  }

  /** As in "100 rules, 12 classes, 640 slots, 7320 bytes". */
  @Override
  public String toString() {
    boolean anchored = (at(SctAbi.AUTOMATON_FLAGS_OFFSET) & SctAbi.AUTOMATON_ANCHORED) != 0;
    return named().cardinality()
        + " of "
        + at(SctAbi.AUTOMATON_RULES_OFFSET)
        + " rules, "
        + at(SctAbi.AUTOMATON_CLASSES_OFFSET)
        + " classes, "
        + at(SctAbi.AUTOMATON_SLOTS_OFFSET)
        + " slots, "
        + words.length * Integer.BYTES
        + " bytes"
        + (anchored ? ", anchored" : "");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Automaton a && Arrays.equals(words, a.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
