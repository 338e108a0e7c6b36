// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Verdict;

/**
 * Whether and how long a SUSPEND rule waits for somebody's answer.
 *
 * @param deadlineMs 0: it does not
 * @param unanswered what happens when that is over
 */
public record Asks(int deadlineMs, Verdict unanswered) {
  public static final Asks NOBODY = new Asks(0, Verdict.ALLOWED);

  public boolean somebody() {
    return deadlineMs > 0;
  }
}
