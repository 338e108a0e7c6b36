// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

/**
 * A table to be put in force.
 *
 * @param origin where it comes from, which the kernel keeps for {@link Status}; may be empty
 * @param expect the generation that it is to replace, or {@link #ANY}
 * @param confirmSeconds after which the kernel takes it back unless it is confirmed; 0: never
 */
public record UploadRequest(byte[] table, String origin, long expect, int confirmSeconds) {
  /** Whatever is in force. */
  public static final long ANY = -1;

  public UploadRequest(byte[] table) {
    this(table, "", ANY, 0);
  }
}
