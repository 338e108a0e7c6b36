// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.log.facts.Process;

/** What a process did, thread by thread, in the order of their first events. */
final class ProcessTrail {
  private final Process process;
  private final Map<Integer, Trail> threads = new LinkedHashMap<>();

  ProcessTrail(Process process) {
    this.process = process;
  }

  Process process() {
    return process;
  }

  List<Trail> threads() {
    return new ArrayList<>(threads.values());
  }

  Trail thread(int tid, Ignored ignored) {
    return threads.computeIfAbsent(tid, t -> new Trail(t, ignored));
  }

  int size() {
    return threads.values().stream().mapToInt(trail -> trail.texts().size()).sum();
  }

  /** All that it did, thread by thread. */
  int[] texts() {
    int[] all = new int[size()];
    int at = 0;
    for (Trail trail : threads.values()) {
      int count = trail.texts().size();
      System.arraycopy(trail.texts().copy(), 0, all, at, count);
      at += count;
    }
    return all;
  }
}
