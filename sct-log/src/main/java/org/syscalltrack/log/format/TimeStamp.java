// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.syscalltrack.log.text.Bytes;

/** The time in front of a line. */
public abstract class TimeStamp {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final int NS_PER_US = 1000;

  /** Without one. */
  static final TimeStamp NONE =
      new TimeStamp() {
        @Override
        public boolean isShown() {
          return false;
        }

        @Override
        void put(long epochNs, Bytes out) {}
      };

  public boolean isShown() {
    return true;
  }

  /**
   * The time alone.
   *
   * @param epochNs nanoseconds since 1970
   */
  abstract void put(long epochNs, Bytes out);

  /** The time and a blank, or nothing. */
  public void prefix(long epochNs, Bytes out) {
    if (isShown()) {
      put(epochNs, out);
      out.put(' ');
    }
  }

  /** What {@code --time} may be. */
  public enum Style {
    NONE,
    LOCAL,
    UTC,
    RELATIVE;

    public TimeStamp in(ZoneId zone) {
      return switch (this) {
        case NONE -> TimeStamp.NONE;
        case LOCAL -> new Absolute(zone);
        case UTC -> new Absolute(ZoneOffset.UTC);
        case RELATIVE -> new Relative();
      };
    }
  }

  /** As ISO 8601 has it. Most events share the second of the last one: only that is computed. */
  private static final class Absolute extends TimeStamp {
    private static final DateTimeFormatter SECOND =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    private final ZoneId zone;
    private long second = Long.MIN_VALUE;
    private byte[] head;
    private byte[] tail;

    Absolute(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    void put(long epochNs, Bytes out) {
      long wanted = Math.floorDiv(epochNs, NS_PER_SECOND);
      if (wanted != second || head == null) {
        var time = Instant.ofEpochSecond(wanted).atZone(zone);
        second = wanted;
        head = Bytes.ascii(SECOND.format(time));
        tail = Bytes.ascii(OFFSET.format(time));
      }
      out.put(head).padded(Math.floorMod(epochNs, NS_PER_SECOND) / NS_PER_US, 6).put(tail);
    }
  }

  /** Seconds since the first line. */
  private static final class Relative extends TimeStamp {
    private boolean started;
    private long start;

    @Override
    void put(long epochNs, Bytes out) {
      if (!started) {
        started = true;
        start = epochNs;
      }
      // Records of several CPUs may be a little out of order.
      long since = epochNs - start;
      long us = Math.abs(since) / NS_PER_US;
      out.put(since < 0 ? '-' : '+').number(us / 1_000_000).put('.').padded(us % 1_000_000, 6);
    }
  }
}
