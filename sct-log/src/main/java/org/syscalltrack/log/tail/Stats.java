// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tail;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/** Says every so often how much has come. */
public final class Stats {
  /** Without them. */
  public static final long NEVER = Long.MAX_VALUE;

  private final long everyNs;
  private final PrintStream err;
  private final Supplier<String> more;
  private long lastNs;
  private long lastEvents;

  /**
   * @param everyNs {@link #NEVER} for none
   */
  public Stats(long everyNs, long nowNs, PrintStream err) {
    this(everyNs, nowNs, err, () -> "");
  }

  /**
   * The same.
   *
   * @param more goes on after what is counted here
   */
  public Stats(long everyNs, long nowNs, PrintStream err, Supplier<String> more) {
    this.more = more;
    this.everyNs = everyNs;
    this.lastNs = nowNs;
    this.err = err;
  }

  /** How long it is to the next line. */
  public long dueInNs(long nowNs) {
    return everyNs == NEVER ? NEVER : Math.max(0, everyNs - (nowNs - lastNs));
  }

  /** Writes a line if it is due. */
  public void tell(long nowNs, Counts counts) {
    if (dueInNs(nowNs) > 0) {
      return;
    }
    long events = counts.shown + counts.filtered;
    double perSecond = (events - lastEvents) * 1e9 / (nowNs - lastNs);
    err.println(
        "sctlog: "
            + counts
            + more.get()
            + String.format(Locale.ROOT, "; %.0f per second", perSecond));
    lastNs = nowNs;
    lastEvents = events;
  }
}
