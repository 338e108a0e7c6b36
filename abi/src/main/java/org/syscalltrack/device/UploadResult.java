// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctError;

/** What the kernel made of an uploaded table. */
public sealed interface UploadResult {
  /** The table is in force. */
  record Loaded(long generation) implements UploadResult {}

  /**
   * The table is wrong, or a call that it names cannot be hooked; the old one stays in force.
   *
   * @param rule index of the rule, or -1 if it is not about one
   * @param index of the instruction within the rule, or of the view or binding; or -1
   * @param abi of the call that {@code error} is about, or null if it is not about one
   * @param nr number of that call
   */
  record Refused(int errno, SctError error, int rule, int index, Abi abi, int nr)
      implements UploadResult {}
}
