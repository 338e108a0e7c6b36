// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.page;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Events by time and call, in as many steps as can be drawn: they widen when there are more. */
final class Timeline {
  private static final int STEPS = 240;
  private static final long FIRST_WIDTH_NS = 1_000;

  /** What happened in one step. */
  static final class Step {
    long events;
    long errors;
    long lost;
    final Map<Integer, Long> calls = new HashMap<>();

    private void add(Step other) {
      events += other.events;
      errors += other.errors;
      lost += other.lost;
      other.calls.forEach((call, count) -> calls.merge(call, count, Long::sum));
    }
  }

  private long widthNs = FIRST_WIDTH_NS;
  private TreeMap<Long, Step> steps = new TreeMap<>();
  private Step last;
  private long lastIndex;

  private Step at(long epochNs) {
    long index = Math.floorDiv(epochNs, widthNs);
    if (last != null && index == lastIndex) {
      return last;
    }
    last = steps.computeIfAbsent(index, i -> new Step());
    lastIndex = index;
    if (steps.lastKey() - steps.firstKey() >= STEPS) {
      widen();
      return at(epochNs);
    }
    return last;
  }

  private void widen() {
    last = null;
    while (steps.lastKey() - steps.firstKey() >= STEPS) {
      TreeMap<Long, Step> wider = new TreeMap<>();
      steps.forEach(
          (index, step) ->
              wider.computeIfAbsent(Math.floorDiv(index, 2), i -> new Step()).add(step));
      steps = wider;
      widthNs *= 2;
    }
  }

  void event(long epochNs, int call, boolean isError) {
    Step step = at(epochNs);
    step.events++;
    step.errors += isError ? 1 : 0;
    step.calls.merge(call, 1L, Long::sum);
  }

  void lost(long epochNs, long count) {
    at(epochNs).lost += count;
  }

  long widthNs() {
    return widthNs;
  }

  /** By their number since 1970, in order; those in which nothing happened are not there. */
  TreeMap<Long, Step> steps() {
    return steps;
  }
}
