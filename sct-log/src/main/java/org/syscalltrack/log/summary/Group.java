// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.summary;

import org.HdrHistogram.Histogram;
import org.syscalltrack.log.facts.CallTimes;

/** What has come of the events of a group. */
final class Group {
  /** Of a duration, in decimal digits: two are what a table has room for. */
  private static final int DIGITS = 2;

  long count;
  long errors;
  long firstNs = Long.MAX_VALUE;
  long lastNs = Long.MIN_VALUE;

  /** Of {@link #look}: how many there were then, and how many of them since the one before. */
  private long counted;

  private long recent;

  /** Null as long as no duration is known. It grows with what it has to hold. */
  Histogram durations;

  void look() {
    recent = count - counted;
    counted = count;
  }

  Figures figures(String name) {
    boolean known = durations != null;
    return new Figures(
        name,
        counted,
        recent,
        errors,
        known ? durations.getValueAtPercentile(99) : Figures.UNKNOWN,
        known ? durations.getMaxValue() : Figures.UNKNOWN);
  }

  void add(long epochNs, boolean isError, long durationNs) {
    count++;
    errors += isError ? 1 : 0;
    firstNs = Math.min(firstNs, epochNs);
    lastNs = Math.max(lastNs, epochNs);
    if (durationNs != CallTimes.UNKNOWN) {
      if (durations == null) {
        durations = new Histogram(DIGITS);
      }
      durations.recordValue(durationNs);
    }
  }
}
