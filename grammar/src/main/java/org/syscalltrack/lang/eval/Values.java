// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ir.Derived;

/** What an event knows. */
public interface Values {
  /**
   * The value, good until the next one is asked for, or null if the event does not carry it.
   *
   * @param index of PARAMS, from 1; else 0
   */
  Value value(Var var, int index);

  /** The same for what a rule makes of a parameter. */
  default Value derived(Derived derived) {
    return null;
  }
}
