// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Abi;

/** That a rule applies to a call; {@code struct sct_binding}. */
public record Binding(Abi abi, int nr, int rule, int view, boolean optional)
    implements Comparable<Binding> {
  /** The order that the kernel asks for. */
  @Override
  public int compareTo(Binding other) {
    int order = abi.compareTo(other.abi);
    if (order == 0) {
      order = Integer.compare(nr, other.nr);
    }
    if (order == 0) {
      order = Integer.compare(rule, other.rule);
    }
    return order != 0 ? order : Integer.compare(view, other.view);
  }
}
