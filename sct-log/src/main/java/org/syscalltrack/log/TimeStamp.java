// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The time in front of a line. */
abstract class TimeStamp {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final int NS_PER_US = 1000;

  /** Without one. */
  static final TimeStamp NONE =
      new TimeStamp() {
        @Override
        boolean isShown() {
          return false;
        }

        @Override
        void put(long timeNs, Bytes out) {}
      };

  boolean isShown() {
    return true;
  }

  /**
   * The time alone.
   *
   * @param timeNs CLOCK_MONOTONIC
   */
  abstract void put(long timeNs, Bytes out);

  /** The time and a blank, or nothing. */
  void prefix(long timeNs, Bytes out) {
    if (isShown()) {
      put(timeNs, out);
      out.put(' ');
    }
  }

  /** What {@code --time} may be. */
  enum Style {
    NONE,
    LOCAL,
    UTC,
    RELATIVE;

    TimeStamp with(WallClock clock) {
      return switch (this) {
        case NONE -> TimeStamp.NONE;
        case LOCAL -> new Absolute(clock, clock.zone());
        case UTC -> new Absolute(clock, ZoneOffset.UTC);
        case RELATIVE -> new Relative();
      };
    }
  }

  /** As ISO 8601 has it. Most events share the second of the last one: only that is computed. */
  private static final class Absolute extends TimeStamp {
    private static final DateTimeFormatter SECOND =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    private final WallClock clock;
    private final ZoneId zone;
    private long second = Long.MIN_VALUE;
    private byte[] head;
    private byte[] tail;

    Absolute(WallClock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    void put(long timeNs, Bytes out) {
      long now = clock.sinceEpochNs(timeNs);
      long wanted = Math.floorDiv(now, NS_PER_SECOND);
      if (wanted != second || head == null) {
        var time = Instant.ofEpochSecond(wanted).atZone(zone);
        second = wanted;
        head = Bytes.ascii(SECOND.format(time));
        tail = Bytes.ascii(OFFSET.format(time));
      }
      out.put(head).padded(Math.floorMod(now, NS_PER_SECOND) / NS_PER_US, 6).put(tail);
    }
  }

  /** Seconds since the first line. */
  private static final class Relative extends TimeStamp {
    private boolean started;
    private long start;

    @Override
    void put(long timeNs, Bytes out) {
      if (!started) {
        started = true;
        start = timeNs;
      }
      // Records of several CPUs may be a little out of order.
      long since = timeNs - start;
      long us = Math.abs(since) / NS_PER_US;
      out.put(since < 0 ? '-' : '+').number(us / 1_000_000).put('.').padded(us % 1_000_000, 6);
    }
  }
}
