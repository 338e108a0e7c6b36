// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.Arrays;

/** A list of many int. */
final class Ints {
  private int[] array = new int[4];
  private int size;

  void add(int value) {
    if (size == array.length) {
      array = Arrays.copyOf(array, size + (size >> 1));
    }
    array[size++] = value;
  }

  int get(int i) {
    return array[i];
  }

  int size() {
    return size;
  }

  int[] copy() {
    return Arrays.copyOf(array, size);
  }
}
