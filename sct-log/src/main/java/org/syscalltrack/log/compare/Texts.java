// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.Arrays;
import org.syscalltrack.log.text.Bytes;

/**
 * Texts by numbers from 0 on, equal texts by the same. They lie one behind the other in one array:
 * as objects, a million of them would take three times as much memory.
 */
final class Texts {
  /** What lies behind it in a long text is kept as a number that was made of it. */
  private static final int MAX_LENGTH = 512;

  private byte[] bytes = new byte[1 << 16];

  /** Where each begins; one more than there are. */
  private int[] starts = new int[1 << 10];

  private int[] hashes = new int[1 << 10];
  private int count;

  /** Open addressing: the number of a text and 1, or 0. */
  private int[] slots = new int[1 << 12];

  int count() {
    return count;
  }

  /** The number of the text. */
  int number(Bytes text) {
    byte[] wanted = text.length() <= MAX_LENGTH ? text.copy() : brief(text.copy());
    int hash = spread(Arrays.hashCode(wanted));
    int at = hash & slots.length - 1;
    for (; slots[at] != 0; at = at + 1 & slots.length - 1) {
      int i = slots[at] - 1;
      if (hashes[i] == hash && isAt(i, wanted)) {
        return i;
      }
    }
    slots[at] = count + 1;
    append(wanted, hash);
    if (2 * count > slots.length) {
      rehash();
    }
    return count - 1;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9e3779b1;
    return mixed ^ mixed >>> 15;
  }

  private boolean isAt(int i, byte[] wanted) {
    return Arrays.equals(bytes, starts[i], starts[i + 1], wanted, 0, wanted.length);
  }

  private static byte[] brief(byte[] text) {
    // FNV-1a, 64 bits: two long texts that begin alike are taken for one by chance once in 2^64.
    long sum = 0xcbf29ce484222325L;
    for (byte b : text) {
      sum = (sum ^ Byte.toUnsignedInt(b)) * 0x100000001b3L;
    }
    int end = MAX_LENGTH - 32;
    // Not in the middle of a character.
    while ((text[end] & 0xc0) == 0x80) {
      end--;
    }
    Bytes brief = new Bytes().put(text, 0, end).put("... [").number(text.length);
    return brief.put(" bytes, ").put(Long.toHexString(sum)).put(']').copy();
  }

  private void append(byte[] text, int hash) {
    int end = starts[count];
    if (text.length > bytes.length - end) {
      long wanted = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      if (wanted - end < text.length) {
        throw new OutOfMemoryError("the texts of events take more than 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
    }
    System.arraycopy(text, 0, bytes, end, text.length);
    hashes[count] = hash;
    starts[++count] = end + text.length;
  }

  private void rehash() {
    slots = new int[2 * slots.length];
    for (int i = 0; i < count; i++) {
      int at = hashes[i] & slots.length - 1;
      while (slots[at] != 0) {
        at = at + 1 & slots.length - 1;
      }
      slots[at] = i + 1;
    }
  }

  void put(int number, Bytes out) {
    out.put(bytes, starts[number], starts[number + 1] - starts[number]);
  }
}
