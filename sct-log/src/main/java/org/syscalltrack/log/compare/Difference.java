// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.Map;
import java.util.TreeMap;

/** How many events are in all captures, and how many in some only. */
final class Difference {
  private long common;

  /** By who has them, a bit for each capture. */
  private final Map<Integer, Long> only = new TreeMap<>();

  void add(int holders, long count) {
    only.merge(holders, count, Long::sum);
  }

  void addCommon(long count) {
    common += count;
  }

  long common() {
    return common;
  }

  Map<Integer, Long> only() {
    return only;
  }
}
