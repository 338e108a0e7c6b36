// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.util.List;
import org.syscalltrack.abi.Abi;

/** Whether somebody is still inside the modules, which keeps them from being unloaded. */
public sealed interface DrainResult {
  /** Nobody is inside. */
  record Drained() implements DrainResult {}

  /** There are rules; they must be deleted first. */
  record HasRules() implements DrainResult {}

  /**
   * Tasks are inside.
   *
   * @param count of all of them; {@code holders} may list fewer
   */
  record Busy(int count, List<Holder> holders) implements DrainResult {}

  /** A task whose call awaits its after-rules; or that looks up a path, with the number NO_CALL. */
  record Holder(int pid, int tid, Abi abi, int nr, String comm) {}
}
