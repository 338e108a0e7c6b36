// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** All processes of one place in the tree, of all captures, compared. */
final class Place {
  /** An event that is in the other captures as well: where it was, or elsewhere. */
  static final byte PAIRED = 0;

  static final byte DRIFTED = 1;

  /** One that others lack. */
  static final byte EXTRA = 2;

  private final List<List<ProcessTrail>> captures;
  private final int[][] all;

  /** By text, how often a capture has it more often than each does. */
  private final List<Map<Integer, Integer>> extra = new ArrayList<>();

  private long common;

  /** For each thread, what its events are. */
  private final Map<Trail, byte[]> states = new IdentityHashMap<>();

  /** Of the first capture's threads, their partners in the second one and these of the events. */
  private final Map<Trail, int[]> matches = new IdentityHashMap<>();

  private final List<List<Pair<ProcessTrail>>> pairs = new ArrayList<>();

  /**
   * @param captures for each one, its processes there
   */
  Place(List<List<ProcessTrail>> captures) {
    this.captures = captures;
    this.all = captures.stream().map(Place::sorted).toArray(int[][]::new);
    captures.forEach(c -> extra.add(new HashMap<>()));
  }

  private static int[] sorted(List<ProcessTrail> processes) {
    int[] all = new int[processes.stream().mapToInt(ProcessTrail::size).sum()];
    int at = 0;
    for (ProcessTrail process : processes) {
      int[] texts = process.texts();
      System.arraycopy(texts, 0, all, at, texts.length);
      at += texts.length;
    }
    Arrays.sort(all);
    return all;
  }

  /** Counts; gives the drift of each capture against the first one to be added to. */
  void compare(Alignment.Scratch scratch, Difference to, List<Drift> drifts) {
    common =
        Common.walk(
            all,
            (number, counts) -> {
              int least = Arrays.stream(counts).min().orElse(0);
              int holders = 0;
              for (int c = 0; c < counts.length; c++) {
                if (counts[c] > least) {
                  extra.get(c).put(number, counts[c] - least);
                  holders |= 1 << c;
                }
              }
              to.add(holders, Arrays.stream(counts).sum() - (long) least * counts.length);
            });
    to.addCommon(common);
    for (int c = 1; c < captures.size(); c++) {
      pairs.add(pair(c, scratch, drifts.get(c)));
    }
    mark();
  }

  private List<Pair<ProcessTrail>> pair(int c, Alignment.Scratch scratch, Drift drift) {
    List<Pair<ProcessTrail>> processes = Pair.processes(captures.get(0), captures.get(c));
    long inProcesses = 0;
    for (Pair<ProcessTrail> pair : processes) {
      if (pair.a() != null && pair.b() != null) {
        int shared = Common.count(sorted(List.of(pair.a())), sorted(List.of(pair.b())));
        drift.threads += shared - pairThreads(pair, scratch, drift);
        inProcesses += shared;
      }
    }
    drift.processes += Common.count(all[0], all[c]) - inProcesses;
    return processes;
  }

  /** Gives how many events the threads that are paired have in common. */
  private long pairThreads(Pair<ProcessTrail> of, Alignment.Scratch scratch, Drift drift) {
    long inThreads = 0;
    for (Pair<Trail> pair : Pair.threads(of)) {
      if (pair.a() == null || pair.b() == null) {
        continue;
      }
      int[] a = pair.a().texts().copy();
      int[] b = pair.b().texts().copy();
      int[] match = Alignment.of(a, b, scratch);
      byte[] stateA = states.computeIfAbsent(pair.a(), this::drifted);
      byte[] stateB = states.computeIfAbsent(pair.b(), this::drifted);
      matches.putIfAbsent(pair.a(), match);
      int aligned = 0;
      for (int i = 0; i < match.length; i++) {
        if (match[i] != Alignment.NONE) {
          aligned++;
          stateA[i] = PAIRED;
          stateB[match[i]] = PAIRED;
        }
      }
      values(pair, match, drift);
      Arrays.sort(a);
      Arrays.sort(b);
      int shared = Common.count(a, b);
      drift.order += shared - aligned;
      inThreads += shared;
    }
    return inThreads;
  }

  private byte[] drifted(Trail trail) {
    byte[] states = new byte[trail.texts().size()];
    Arrays.fill(states, DRIFTED);
    return states;
  }

  private static void values(Pair<Trail> pair, int[] match, Drift drift) {
    pair.a()
        .hidden()
        .forEach(
            (kind, ofA) -> {
              Ints ofB = pair.b().hidden().get(kind);
              long differ = 0;
              for (int i = 0; i < match.length; i++) {
                if (match[i] != Alignment.NONE && ofA.get(i) != ofB.get(match[i])) {
                  differ++;
                }
              }
              drift.addValues(kind, differ);
            });
  }

  /** Decides which events are the ones that others lack: those without a partner first. */
  private void mark() {
    for (int c = 0; c < captures.size(); c++) {
      Map<Integer, Integer> left = new HashMap<>(extra.get(c));
      for (byte from : new byte[] {DRIFTED, PAIRED}) {
        for (ProcessTrail process : captures.get(c)) {
          for (Trail trail : process.threads()) {
            mark(trail, from, left);
          }
        }
      }
    }
  }

  private void mark(Trail trail, byte from, Map<Integer, Integer> left) {
    if (left.isEmpty()) {
      return;
    }
    byte[] state = states.computeIfAbsent(trail, this::drifted);
    for (int i = 0; i < state.length && !left.isEmpty(); i++) {
      int number = trail.texts().get(i);
      if (state[i] == from && left.containsKey(number)) {
        state[i] = EXTRA;
        left.merge(number, -1, (count, one) -> count + one == 0 ? null : count + one);
      }
    }
  }

  boolean isDifferent() {
    return extra.stream().anyMatch(of -> !of.isEmpty());
  }

  List<List<ProcessTrail>> captures() {
    return captures;
  }

  /** Of the first capture and the second. */
  List<Pair<ProcessTrail>> pairs() {
    return pairs.get(0);
  }

  byte[] states(Trail trail) {
    return states.computeIfAbsent(trail, this::drifted);
  }

  int[] match(Trail trailOfFirst) {
    return matches.get(trailOfFirst);
  }

  /** Whether that capture has more of that text than another one. */
  boolean hasExtra(int capture, int number) {
    return extra.get(capture).containsKey(number);
  }
}
