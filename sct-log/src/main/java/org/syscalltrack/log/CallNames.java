// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import org.syscalltrack.abi.Abi;

/** Names of system calls. */
interface CallNames {
  /** The name, or null for a number that has none. */
  String name(Abi abi, int nr);
}
