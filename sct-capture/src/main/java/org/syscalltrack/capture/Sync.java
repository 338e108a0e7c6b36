// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.util.concurrent.TimeUnit;

/**
 * When what was written must be on the disk, so that it outlives the machine's fall.
 *
 * @param everyNs not longer than that after it was written; {@link #NEVER} leaves it to the kernel
 * @param files whether a file that is closed is
 */
public record Sync(long everyNs, boolean files) {
  private static final long NEVER_NS = Long.MAX_VALUE;

  public static final Sync NEVER = new Sync(NEVER_NS, false);

  /** When a file is closed. */
  public static final Sync FILE = new Sync(NEVER_NS, true);

  /** After each frame. */
  public static final Sync FRAME = new Sync(0, true);

  public static Sync seconds(long seconds) {
    return new Sync(TimeUnit.SECONDS.toNanos(seconds), true);
  }
}
