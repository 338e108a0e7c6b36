// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import org.syscalltrack.abi.Var;

/** What an event knows. */
public interface Values {
  /**
   * The value, good until the next one is asked for, or null if the event does not carry it.
   *
   * @param index of PARAMS, from 1; else 0
   */
  Value value(Var var, int index);
}
