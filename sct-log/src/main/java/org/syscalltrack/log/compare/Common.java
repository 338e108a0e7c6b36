// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

/** What sorted lists have in common, each number as often as it is in all of them. */
final class Common {
  private Common() {}

  static int count(int[] a, int[] b) {
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        count++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return count;
  }

  /** Gets a number that is not in all lists as often. */
  interface Different {
    /**
     * Takes it.
     *
     * @param counts how often it is in each; the array is used again
     */
    void take(int number, int[] counts);
  }

  /** Goes through all at once; gives how many are common to all. */
  static long walk(int[][] lists, Different different) {
    int[] at = new int[lists.length];
    int[] counts = new int[lists.length];
    long common = 0;
    while (true) {
      int number = Integer.MAX_VALUE;
      boolean more = false;
      for (int c = 0; c < lists.length; c++) {
        if (at[c] < lists[c].length) {
          more = true;
          number = Math.min(number, lists[c][at[c]]);
        }
      }
      if (!more) {
        return common;
      }
      int least = Integer.MAX_VALUE;
      int most = 0;
      for (int c = 0; c < lists.length; c++) {
        int start = at[c];
        while (at[c] < lists[c].length && lists[c][at[c]] == number) {
          at[c]++;
        }
        counts[c] = at[c] - start;
        least = Math.min(least, counts[c]);
        most = Math.max(most, counts[c]);
      }
      common += least;
      if (least != most) {
        different.take(number, counts);
      }
    }
  }
}
