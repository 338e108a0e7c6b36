// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;

/**
 * Two that are taken for the same, or one without a partner.
 *
 * @param a null: b is alone; and the other way round
 */
record Pair<T>(T a, T b) {
  /** So many on each side are compared with each other; of more, the order decides. */
  private static final int MANY = 40;

  /** Pairs what is the same first, in order; then what is most alike; all others stay alone. */
  private static <T> List<Pair<T>> of(
      List<T> as, List<T> bs, ToIntFunction<T> hash, ToIntBiFunction<T, T> likeness) {
    Map<Integer, Deque<Integer>> open = new HashMap<>();
    for (int j = 0; j < bs.size(); j++) {
      int key = hash.applyAsInt(bs.get(j));
      open.computeIfAbsent(key, k -> new ArrayDeque<>()).add(j);
    }
    int[] partner = new int[as.size()];
    boolean[] taken = new boolean[bs.size()];
    for (int i = 0; i < as.size(); i++) {
      Deque<Integer> same = open.get(hash.applyAsInt(as.get(i)));
      partner[i] = same == null || same.isEmpty() ? -1 : same.remove();
      if (partner[i] >= 0) {
        taken[partner[i]] = true;
      }
    }
    pairRest(as, bs, partner, taken, likeness);
    List<Pair<T>> pairs = new ArrayList<>();
    for (int i = 0; i < as.size(); i++) {
      pairs.add(new Pair<>(as.get(i), partner[i] < 0 ? null : bs.get(partner[i])));
    }
    for (int j = 0; j < bs.size(); j++) {
      if (!taken[j]) {
        pairs.add(new Pair<>(null, bs.get(j)));
      }
    }
    return pairs;
  }

  private static <T> void pairRest(
      List<T> as, List<T> bs, int[] partner, boolean[] taken, ToIntBiFunction<T, T> likeness) {
    int first = 0;
    for (int i = 0; i < partner.length; i++) {
      if (partner[i] >= 0) {
        continue;
      }
      while (first < taken.length && taken[first]) {
        first++;
      }
      int best = -1;
      int most = -1;
      int looked = 0;
      for (int j = first; j < taken.length && looked < MANY; j++) {
        if (!taken[j]) {
          looked++;
          int like = likeness.applyAsInt(as.get(i), bs.get(j));
          if (like > most) {
            most = like;
            best = j;
          }
        }
      }
      partner[i] = best;
      if (best >= 0) {
        taken[best] = true;
      }
    }
  }

  /** Processes of the same place. */
  static List<Pair<ProcessTrail>> processes(List<ProcessTrail> as, List<ProcessTrail> bs) {
    return of(
        as, bs, trail -> Arrays.hashCode(trail.texts()), (a, b) -> likeness(a.texts(), b.texts()));
  }

  /** Threads of a pair of processes: the first ones are, the others if they are alike. */
  static List<Pair<Trail>> threads(Pair<ProcessTrail> of) {
    List<Trail> as = of.a() == null ? new ArrayList<>() : of.a().threads();
    List<Trail> bs = of.b() == null ? new ArrayList<>() : of.b().threads();
    Trail mainA = of.a() == null ? null : main(of.a(), as);
    Trail mainB = of.b() == null ? null : main(of.b(), bs);
    List<Pair<Trail>> pairs = new ArrayList<>();
    if (mainA != null && mainB != null) {
      as.remove(mainA);
      bs.remove(mainB);
      pairs.add(new Pair<>(mainA, mainB));
    }
    pairs.addAll(
        of(
            as,
            bs,
            trail -> Arrays.hashCode(trail.texts().copy()),
            (a, b) -> likeness(a.texts().copy(), b.texts().copy())));
    return pairs;
  }

  private static Trail main(ProcessTrail process, List<Trail> threads) {
    return threads.stream()
        .filter(thread -> thread.tid() == process.process().pid())
        .findFirst()
        .orElse(null);
  }

  /** How many of their first texts they share: enough to tell programs apart. */
  private static int likeness(int[] a, int[] b) {
    int[] headA = Arrays.copyOf(a, Math.min(a.length, 256));
    int[] headB = Arrays.copyOf(b, Math.min(b.length, 256));
    Arrays.sort(headA);
    Arrays.sort(headB);
    return Common.count(headA, headB);
  }
}
