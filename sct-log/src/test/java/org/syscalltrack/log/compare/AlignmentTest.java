// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AlignmentTest {
  private static final int NUMBERS = 1_000_001;
  private final Alignment.Scratch scratch = new Alignment.Scratch(NUMBERS);

  /** The number of pairs; fails if they are none. */
  private int paired(int[] a, int[] b) {
    int[] match = Alignment.of(a, b, scratch);
    int pairs = 0;
    int last = -1;
    for (int i = 0; i < a.length; i++) {
      if (match[i] != Alignment.NONE) {
        assertEquals(a[i], b[match[i]]);
        assertTrue(match[i] > last);
        last = match[i];
        pairs++;
      }
    }
    return pairs;
  }

  private static int longest(int[] a, int[] b) {
    int[][] best = new int[a.length + 1][b.length + 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        best[i + 1][j + 1] =
            a[i] == b[j] ? best[i][j] + 1 : Math.max(best[i][j + 1], best[i + 1][j]);
      }
    }
    return best[a.length][b.length];
  }

  @Test
  void shortListsArePairedAsWellAsCanBe() {
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      int kinds = 1 + random.nextInt(6);
      int[] a = random.ints(random.nextInt(14), 0, kinds).toArray();
      int[] b = random.ints(random.nextInt(14), 0, kinds).toArray();
      assertEquals(longest(a, b), paired(a, b), () -> Arrays.toString(a) + Arrays.toString(b));
    }
  }

  @Test
  void fewEditsInManyAreFound() {
    Random random = new Random(2);
    for (int round = 0; round < 100; round++) {
      int[] a = random.ints(2_000, 0, 1 + random.nextInt(50)).toArray();
      int[] b = a.clone();
      for (int edit = 0; edit < 20; edit++) {
        b[random.nextInt(b.length)] = 60;
      }
      assertEquals(longest(a, b), paired(a, b));
    }
  }

  @Test
  void manyEditsLeaveWhatIsRare() {
    // Of each hundred, the last twenty are others: 2,000 edits, and 8,000 that are the same.
    int[] a = new int[10_000];
    int[] b = new int[10_000];
    for (int i = 0; i < a.length; i++) {
      boolean same = i % 100 < 80;
      a[i] = i;
      b[i] = same ? i : 20_000 + i;
    }
    assertEquals(8_000, paired(a, b));
    // The same with numbers that come again and again.
    for (int i = 0; i < a.length; i++) {
      boolean same = i % 100 < 80;
      a[i] = i % 40;
      b[i] = same ? i % 40 : 50;
    }
    assertTrue(paired(a, b) >= 7_000, "" + paired(a, b));
  }

  @Test
  void nothingInCommonIsNoPair() {
    assertArrayEquals(
        new int[] {-1, -1}, Alignment.of(new int[] {1, 2}, new int[] {3, 4}, scratch));
    assertArrayEquals(new int[] {}, Alignment.of(new int[] {}, new int[] {3, 4}, scratch));
    assertArrayEquals(new int[] {-1}, Alignment.of(new int[] {3}, new int[] {}, scratch));
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void noListsTakeLong() {
    int n = 1_000_000;
    Random random = new Random(3);
    int[] rising = new int[n];
    Arrays.setAll(rising, i -> i);
    int[] falling = new int[n];
    Arrays.setAll(falling, i -> n - 1 - i);
    assertTrue(paired(rising, falling) >= 1);
    // All numbers twice, so that nothing is there once; of few kinds; and shuffled.
    int[] twice = new int[n];
    Arrays.setAll(twice, i -> i / 2);
    int[] twiceBack = new int[n];
    Arrays.setAll(twiceBack, i -> (n - 1 - i) / 2);
    paired(twice, twiceBack);
    paired(random.ints(n, 0, 3).toArray(), random.ints(n, 0, 3).toArray());
    paired(random.ints(n, 0, 1_000).toArray(), random.ints(n, 0, 1_000).toArray());
    paired(random.ints(n, 0, n).toArray(), random.ints(n, 0, n).toArray());
  }
}
