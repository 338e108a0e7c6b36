// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ir.Derived;

/** What a rule makes of parameters: each once, in the order in which the rule names them. */
final class Slots {
  private final List<Derived> list = new ArrayList<>();

  /** The index of PARAMS for it, or 0 if there are too many. */
  int index(Derived derived) {
    int at = list.indexOf(derived);
    if (at < 0) {
      at = list.size();
      if (at == SctAbi.MAX_DERIVED) {
        return 0;
      }
      list.add(derived);
    }
    return SctAbi.MAX_PARAMS + 1 + at;
  }

  List<Derived> list() {
    return List.copyOf(list);
  }
}
