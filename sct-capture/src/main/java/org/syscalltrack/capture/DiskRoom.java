// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

/**
 * Whether the disk has room for a capture. A disk without room for one frame may still take a
 * smaller one, so it counts as full until it has taken as much as there was no room for.
 */
final class DiskRoom {
  private boolean full;
  private long tried;
  private long missing;
  private long taken;

  /** So many bytes are about to be written. */
  void tries(long bytes) {
    tried = bytes;
  }

  /** They are written. */
  void takes() {
    taken += tried;
    tried = 0;
  }

  /**
   * They, or a new file, found no room.
   *
   * @return whether the disk has become full by that
   */
  boolean lacks() {
    boolean news = !full;
    full = true;
    missing = Math.max(tried, 1);
    tried = 0;
    taken = 0;
    return news;
  }

  /** Whether a full disk has room again; said once. */
  boolean isBack() {
    boolean news = full && taken >= missing;
    full &= !news;
    return news;
  }
}
