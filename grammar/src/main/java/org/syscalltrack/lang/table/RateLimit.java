// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.RateScope;

/** At most so many events in so many seconds, counted apart by scope. */
public record RateLimit(int count, int seconds, RateScope scope) {
  /** No limit. */
  public static final RateLimit NONE = new RateLimit(0, 0, RateScope.NONE);

  public boolean isNone() {
    return scope == RateScope.NONE;
  }
}
