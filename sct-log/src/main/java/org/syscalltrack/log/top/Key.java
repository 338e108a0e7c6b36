// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import org.syscalltrack.log.summary.Dimension;

/** What a key asks for. */
sealed interface Key {
  /** Another table. */
  record By(Dimension dimension) implements Key {}

  /** Another order. */
  record Sorted(Order order) implements Key {}

  /**
   * Other rows of the table.
   *
   * @param pages so many screens down; negative: up
   * @param rows the same of rows
   */
  record Moved(int pages, int rows) implements Key {}

  /** What is not more than that. */
  enum Plain implements Key {
    FIRST,
    LAST,
    PAUSE,
    ZERO,
    HELP,
    QUIT,
    /** A key that means nothing. */
    NONE
  }
}
