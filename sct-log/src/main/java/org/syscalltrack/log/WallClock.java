// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * What the records' clock, CLOCK_MONOTONIC, is in the time of day. The two are compared once: if
 * the time of day is set later, or the machine sleeps, the events before and after it keep their
 * distance.
 */
final class WallClock {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final long offsetNs;
  private final ZoneId zone;
  private final Instant start;

  WallClock(Clock wall, LongSupplier monotonic) {
    start = wall.instant();
    zone = wall.getZone();
    offsetNs = ns(start) - monotonic.getAsLong();
  }

  private static long ns(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), NS_PER_SECOND), (long) time.getNano());
  }

  ZoneId zone() {
    return zone;
  }

  /** When it was made. */
  Instant start() {
    return start;
  }

  long sinceEpochNs(long monotonicNs) {
    return monotonicNs + offsetNs;
  }

  long monotonicNs(Instant time) {
    try {
      return Math.subtractExact(ns(time), offsetNs);
    } catch (ArithmeticException e) {
      // Centuries away.
      return time.isBefore(start) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
