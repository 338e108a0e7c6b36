// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Pairs equal numbers of two lists in the same order: many, if not always as many as can be.
 *
 * <p>What is equal at both ends goes first. A stretch with few differences is solved exactly, by
 * Myers' greedy algorithm; one with more is cut at numbers that both have once, or as rarely as can
 * be (patience and histogram diff), and its pieces are treated likewise. What is still unsolved
 * after {@link #MAX_DEPTH} cuts is given up. So the time grows with the length times a constant,
 * and the memory with the length, whatever the lists are.
 */
final class Alignment {
  static final int NONE = -1;

  private static final int MAX_EDITS = 256;
  private static final int MAX_DEPTH = 48;

  private record Stretch(int fromA, int toA, int fromB, int toB, int depth) {}

  private final int[] a;
  private final int[] b;
  private final int[] match;
  private final Scratch scratch;
  private final Deque<Stretch> open = new ArrayDeque<>();

  /** Counters by number, which are zero between uses: to clear them each time would take long. */
  static final class Scratch {
    private final int[] countA;
    private final int[] countB;
    private final int[] lastB;

    /**
     * @param limit all numbers are smaller
     */
    Scratch(int limit) {
      countA = new int[limit];
      countB = new int[limit];
      lastB = new int[limit];
    }
  }

  private Alignment(int[] a, int[] b, Scratch scratch) {
    this.a = a;
    this.b = b;
    this.scratch = scratch;
    this.match = new int[a.length];
    Arrays.fill(match, NONE);
  }

  /** For each of a the index of its partner in b, or {@link #NONE}. */
  static int[] of(int[] a, int[] b, Scratch scratch) {
    Alignment alignment = new Alignment(a, b, scratch);
    alignment.open.push(new Stretch(0, a.length, 0, b.length, 0));
    while (!alignment.open.isEmpty()) {
      alignment.solve(alignment.open.pop());
    }
    return alignment.match;
  }

  private void solve(Stretch whole) {
    int fromA = whole.fromA();
    int fromB = whole.fromB();
    int toA = whole.toA();
    int toB = whole.toB();
    while (fromA < toA && fromB < toB && a[fromA] == b[fromB]) {
      match[fromA++] = fromB++;
    }
    while (fromA < toA && fromB < toB && a[toA - 1] == b[toB - 1]) {
      match[--toA] = --toB;
    }
    boolean isLeft = fromA < toA && fromB < toB;
    if (isLeft && !solveExactly(fromA, toA, fromB, toB) && whole.depth() < MAX_DEPTH) {
      cut(new Stretch(fromA, toA, fromB, toB, whole.depth() + 1));
    }
  }

  /** Myers' algorithm, up to {@link #MAX_EDITS}; false if these are not enough. */
  private boolean solveExactly(int fromA, int toA, int fromB, int toB) {
    int n = toA - fromA;
    int m = toB - fromB;
    int most = Math.min(MAX_EDITS, n + m);
    if (Math.abs(n - m) > most) {
      return false;
    }
    // How far each diagonal got, after each number of edits.
    int[][] reached = new int[most + 1][];
    for (int edits = 0; edits <= most; edits++) {
      reached[edits] = new int[2 * edits + 1];
      for (int k = -edits; k <= edits; k += 2) {
        int x = edits == 0 ? 0 : step(reached[edits - 1], edits - 1, k);
        int y = x - k;
        while (x < n && y >= 0 && y < m && a[fromA + x] == b[fromB + y]) {
          x++;
          y++;
        }
        reached[edits][k + edits] = x;
        if (x >= n && y >= m) {
          trace(reached, edits, new Stretch(fromA, toA, fromB, toB, 0));
          return true;
        }
      }
    }
    return false;
  }

  /** Where diagonal k begins with one edit more: below its upper neighbour, or beside the lower. */
  private static int step(int[] before, int edits, int k) {
    return isFromAbove(before, edits, k) ? before[k + 1 + edits] : before[k - 1 + edits] + 1;
  }

  private static boolean isFromAbove(int[] before, int edits, int k) {
    boolean hasLeft = k - 1 >= -edits;
    boolean hasAbove = k + 1 <= edits;
    return hasAbove && (!hasLeft || before[k - 1 + edits] < before[k + 1 + edits]);
  }

  /** Goes the way back, and pairs what lies on it. */
  private void trace(int[][] reached, int edits, Stretch of) {
    int x = of.toA() - of.fromA();
    int y = of.toB() - of.fromB();
    for (int d = edits; d >= 0; d--) {
      int k = x - y;
      int start = d == 0 ? 0 : step(reached[d - 1], d - 1, k);
      while (x > start) {
        x--;
        y--;
        match[of.fromA() + x] = of.fromB() + y;
      }
      if (d > 0 && isFromAbove(reached[d - 1], d - 1, k)) {
        y--;
      } else if (d > 0) {
        x--;
      }
    }
  }

  /** Pairs the rarest numbers that both sides have as often, and leaves what lies between. */
  private void cut(Stretch of) {
    for (int i = of.fromA(); i < of.toA(); i++) {
      scratch.countA[a[i]]++;
    }
    for (int j = of.fromB(); j < of.toB(); j++) {
      scratch.countB[b[j]]++;
    }
    int rarest = rarest(of);
    int[] anchors = rarest == Integer.MAX_VALUE ? new int[0] : anchors(of, rarest);
    for (int i = of.fromA(); i < of.toA(); i++) {
      scratch.countA[a[i]] = 0;
    }
    for (int j = of.fromB(); j < of.toB(); j++) {
      scratch.countB[b[j]] = 0;
    }
    int fromA = of.fromA();
    int fromB = of.fromB();
    for (int i : anchors) {
      open.push(new Stretch(fromA, i, fromB, match[i], of.depth()));
      fromA = i + 1;
      fromB = match[i] + 1;
    }
    if (anchors.length > 0) {
      open.push(new Stretch(fromA, of.toA(), fromB, of.toB(), of.depth()));
    }
  }

  private int rarest(Stretch of) {
    int rarest = Integer.MAX_VALUE;
    for (int i = of.fromA(); i < of.toA(); i++) {
      if (scratch.countB[a[i]] > 0) {
        rarest = Math.min(rarest, Math.max(scratch.countA[a[i]], scratch.countB[a[i]]));
      }
    }
    return rarest;
  }

  /**
   * Pairs the n-th in a with the n-th in b of each number that both have at most that often, and
   * keeps the longest row of such pairs that are in order on both sides.
   *
   * @return the indices in a
   */
  private int[] anchors(Stretch of, int rarest) {
    Ints candidates = new Ints();
    Ints partners = new Ints();
    int[] next = nextOfSame(of, rarest);
    for (int i = of.fromA(); i < of.toA(); i++) {
      int number = a[i];
      if (isAnchor(number, rarest) && scratch.lastB[number] != 0) {
        int j = scratch.lastB[number] - 1;
        scratch.lastB[number] = next[j - of.fromB()];
        candidates.add(i);
        partners.add(j);
      }
    }
    for (int j = of.fromB(); j < of.toB(); j++) {
      scratch.lastB[b[j]] = 0;
    }
    return longestRise(candidates, partners);
  }

  private boolean isAnchor(int number, int rarest) {
    return scratch.countA[number] > 0
        && scratch.countB[number] > 0
        && Math.max(scratch.countA[number], scratch.countB[number]) <= rarest;
  }

  /** For each of b the place of the next equal one and 1, or 0; the first is in lastB. */
  private int[] nextOfSame(Stretch of, int rarest) {
    int[] next = new int[of.toB() - of.fromB()];
    for (int j = of.toB() - 1; j >= of.fromB(); j--) {
      if (isAnchor(b[j], rarest)) {
        next[j - of.fromB()] = scratch.lastB[b[j]];
        scratch.lastB[b[j]] = j + 1;
      }
    }
    return next;
  }

  /** Patience sorting. */
  private int[] longestRise(Ints candidates, Ints partners) {
    int count = candidates.size();
    int[] ends = new int[count];
    int[] before = new int[count];
    int length = 0;
    for (int c = 0; c < count; c++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = low + high >>> 1;
        if (partners.get(ends[middle]) < partners.get(c)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[c] = low == 0 ? NONE : ends[low - 1];
      ends[low] = c;
      length = Math.max(length, low + 1);
    }
    int[] rise = new int[length];
    for (int c = length == 0 ? NONE : ends[length - 1]; c != NONE; c = before[c]) {
      rise[--length] = candidates.get(c);
      match[candidates.get(c)] = partners.get(c);
    }
    return rise;
  }
}
