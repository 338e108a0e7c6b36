// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.table.RateLimit;

/**
 * How the events of a rule reach the log.
 *
 * @param maxData bytes of each buffer in an event
 * @param mustTimeoutMs how long the caller waits for room; 0: events may be lost
 * @param timeoutFails whether the call fails when that is over, else it goes on
 */
public record Delivery(RateLimit rate, int maxData, int mustTimeoutMs, boolean timeoutFails) {
  /** Where nothing is said. */
  static final Delivery ORDINARY = new Delivery(RateLimit.NONE, SctAbi.MAX_DATA, 0, false);

  public boolean isMust() {
    return mustTimeoutMs > 0;
  }
}
