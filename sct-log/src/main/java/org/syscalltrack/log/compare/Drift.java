// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import java.util.EnumMap;
import java.util.Map;

/** What is in both, but not quite as it is in the other. */
final class Drift {
  long order;
  long threads;
  long processes;
  final Map<Ignored.Kind, Long> values = new EnumMap<>(Ignored.Kind.class);

  boolean isNone() {
    return order == 0 && threads == 0 && processes == 0 && values.isEmpty();
  }

  void addValues(Ignored.Kind kind, long count) {
    if (count > 0) {
      values.merge(kind, count, Long::sum);
    }
  }
}
