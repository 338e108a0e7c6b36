// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.List;
import org.syscalltrack.abi.Source;

/** How a rule sees a call; {@code struct sct_view}. */
public record View(ViewParam guard, long mask, long value, List<ViewParam> params) {
  /** A view of every call. */
  public View(List<ViewParam> params) {
    this(ViewParam.NONE, 0, 0, params);
  }

  // Views are keys of a map. The hash that a record has by itself is linked together at run time,
  // which costs a short run of the tool several milliseconds.
  @Override
  public int hashCode() {
    return 31 * (31 * params.hashCode() + guard.hashCode()) + Long.hashCode(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof View v
        && guard.equals(v.guard)
        && mask == v.mask
        && value == v.value
        && params.equals(v.params);
  }

  public boolean isGuarded() {
    return guard.source() != Source.NONE;
  }
}
