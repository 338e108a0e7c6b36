// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Var;

/**
 * That one look at a string of a call tells which rules may match; {@code struct sct_look}.
 *
 * @param var PARAMS or COMM
 * @param arg of PARAMS: the register that points to the string; else 0
 */
public record Look(Abi abi, int nr, Var var, int arg, Automaton automaton)
    implements Comparable<Look> {
  /** The order that the kernel asks for. */
  @Override
  public int compareTo(Look other) {
    int order = abi.compareTo(other.abi);
    if (order == 0) {
      order = Integer.compare(nr, other.nr);
    }
    if (order == 0) {
      order = Integer.compare(var.number(), other.var.number());
    }
    return order != 0 ? order : Integer.compare(arg, other.arg);
  }
}
