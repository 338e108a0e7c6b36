// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tree;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a process did. */
public final class Acts {
  /** So many of its users and threads are remembered. */
  private static final int MOST = 1_000;

  /**
   * How often a call was made, and how it ended.
   *
   * @param outcomes the most frequent first
   */
  public record OfCall(String call, long count, List<Map.Entry<String, Long>> outcomes) {}

  private final Map<String, Map<String, Long>> calls = new HashMap<>();
  private final Set<Long> users = new TreeSet<>();
  private final Set<Integer> threads = new HashSet<>();
  private long count;
  private long errors;

  void add(String call, String outcome, boolean isError, long uid, int tid) {
    count++;
    errors += isError ? 1 : 0;
    calls.computeIfAbsent(call, c -> new HashMap<>()).merge(outcome, 1L, Long::sum);
    if (users.size() < MOST) {
      users.add(uid);
    }
    if (threads.size() < MOST) {
      threads.add(tid);
    }
  }

  public long count() {
    return count;
  }

  public long errors() {
    return errors;
  }

  public Set<Long> users() {
    return users;
  }

  public int threads() {
    return threads.size();
  }

  /** The most frequent first. */
  public List<OfCall> calls() {
    return calls.entrySet().stream()
        .map(
            entry ->
                new OfCall(
                    entry.getKey(),
                    entry.getValue().values().stream().mapToLong(Long::longValue).sum(),
                    ordered(entry.getValue())))
        .sorted(Comparator.comparingLong((OfCall of) -> -of.count()).thenComparing(OfCall::call))
        .collect(Collectors.toList());
  }

  private static List<Map.Entry<String, Long>> ordered(Map<String, Long> outcomes) {
    Comparator<Map.Entry<String, Long>> byCount =
        Comparator.comparingLong(entry -> -entry.getValue());
    return outcomes.entrySet().stream()
        .sorted(byCount.thenComparing(Map.Entry::getKey))
        .collect(Collectors.toList());
  }
}
