// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.Arrays;
import java.util.BitSet;

/** The transitions of all states, laid into each other: no two use the same slot. */
final class SlotTable {
  /** Where places are looked for moves on when so many in turn were not free. */
  private static final int MAX_TRIES = 64;

  private final BitSet used = new BitSet();
  private final BitSet bases = new BitSet();
  private int[] owner = new int[1024];
  private int[] next = new int[1024];
  private int from = 1;
  private int end;

  /** A place for a state with slots for these offsets, ascending and at least one. */
  int place(int[] offsets, int count) {
    int tries = 0;
    int slot = used.nextClearBit(Math.max(from, offsets[0] + 1));
    while (!fits(slot - offsets[0], offsets, count)) {
      if (++tries == MAX_TRIES) {
        from = slot;
      }
      slot = used.nextClearBit(slot + 1);
    }
    int base = slot - offsets[0];
    bases.set(base);
    for (int i = 0; i < count; i++) {
      used.set(base + offsets[i]);
    }
    end = Math.max(end, base + offsets[count - 1] + 1);
    if (end > owner.length) {
      owner = Arrays.copyOf(owner, 2 * end);
      next = Arrays.copyOf(next, 2 * end);
    }
    for (int i = 0; i < count; i++) {
      owner[base + offsets[i]] = base;
    }
    return base;
  }

  private boolean fits(int base, int[] offsets, int count) {
    if (bases.get(base)) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (used.get(base + offsets[i])) {
        return false;
      }
    }
    return true;
  }

  void set(int slot, int value) {
    next[slot] = value;
  }

  /** How many there are, if so many can be looked at behind each state. */
  int size(int reach) {
    return bases.isEmpty() ? 0 : Math.max(end, bases.length() + reach);
  }

  int owner(int slot) {
    return slot < end ? owner[slot] : 0;
  }

  int next(int slot) {
    return slot < end ? next[slot] : 0;
  }
}
