// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.source;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The time of day by a clock that nobody sets. The two are compared once: if the time of day is set
 * later, or the machine sleeps, what happened before and after it keeps its distance.
 */
public final class SteadyClock {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final LongSupplier monotonic;
  private final long offsetNs;
  private final ZoneId zone;
  private final Instant start;

  /**
   * Compares the clocks.
   *
   * @param monotonic CLOCK_MONOTONIC in nanoseconds, the clock of this machine's records
   */
  public SteadyClock(Clock wall, LongSupplier monotonic) {
    this.monotonic = monotonic;
    start = wall.instant();
    zone = wall.getZone();
    offsetNs = epochNs(start) - monotonic.getAsLong();
  }

  /** Of this machine. */
  public static SteadyClock ofSystem() {
    return new SteadyClock(Clock.systemDefaultZone(), System::nanoTime);
  }

  public ZoneId zone() {
    return zone;
  }

  /** When it was made. */
  public Instant start() {
    return start;
  }

  /** What makes of the monotonic time the time since 1970. */
  public long offsetNs() {
    return offsetNs;
  }

  /** Nanoseconds since 1970. */
  public long nowNs() {
    return nowNs(offsetNs);
  }

  /** The same with another offset, such as that of the records which the time is compared with. */
  public long nowNs(long otherOffsetNs) {
    return monotonic.getAsLong() + otherOffsetNs;
  }

  /** Nanoseconds since 1970; the least or the largest number if it is centuries away. */
  public static long epochNs(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), NS_PER_SECOND), (long) time.getNano());
    } catch (ArithmeticException e) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
