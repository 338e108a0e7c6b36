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

  public boolean isGuarded() {
    return guard.source() != Source.NONE;
  }
}
