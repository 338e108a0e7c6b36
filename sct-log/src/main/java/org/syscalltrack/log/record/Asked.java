// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.record;

import org.syscalltrack.abi.Ask;

/**
 * What an event says of a call about which somebody was asked.
 *
 * @param id of the question; 0: it was not put
 * @param byPid who has answered, with {@code byUid} and {@code byComm}; 0: nobody
 */
public record Asked(long id, long waitedMs, Ask why, int byPid, long byUid, String byComm) {
  /** Whether the call waits yet. */
  public boolean isOpen() {
    return why == Ask.NEW || why == Ask.AGAIN;
  }
}
