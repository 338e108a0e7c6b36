// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import org.syscalltrack.log.summary.Dimension;

/**
 * What of a look is on the screen, and how.
 *
 * @param first the row of the table that stands at its top; the board limits it
 */
record View(Dimension by, Order order, int first, boolean paused, boolean help) {
  static View of(Dimension by) {
    return new View(by, Order.RATE, 0, false, false);
  }

  /**
   * The view after a key.
   *
   * @param groups rows of the table
   * @param room rows of it that the screen has room for
   */
  View after(Key key, int groups, int room) {
    if (help) {
      return new View(by, order, first, paused, false);
    }
    if (key instanceof Key.By to) {
      return new View(to.dimension(), order, 0, paused, false);
    }
    if (key instanceof Key.Sorted to) {
      return new View(by, to.order(), 0, paused, false);
    }
    if (key instanceof Key.Moved by) {
      return at(first + by.pages() * room + by.rows(), groups, room);
    }
    return switch ((Key.Plain) key) {
      case FIRST -> at(0, groups, room);
      case LAST -> at(groups, groups, room);
      case PAUSE -> new View(by, order, first, !paused, false);
      case HELP -> new View(by, order, first, paused, true);
      case ZERO, QUIT, NONE -> this;
    };
  }

  private View at(int row, int groups, int room) {
    int last = Math.max(0, groups - room);
    return new View(by, order, Math.max(0, Math.min(row, last)), paused, help);
  }
}
