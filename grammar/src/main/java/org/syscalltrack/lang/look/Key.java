// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.look;

import java.util.List;
import org.syscalltrack.lang.ir.Cond;

/**
 * What a rule needs of a string: that it contains all of the literals.
 *
 * @param compare the comparison that needs it
 * @param literals at least one
 */
record Key(Cond.Matches compare, List<int[]> literals) {
  /** The length of the longest literal: a hint at how few strings have it. */
  int weight() {
    return literals.stream().mapToInt(l -> l.length).max().orElse(0);
  }

  /** Whether the kernel's own index finds it, which is quicker: a comparison from the start on. */
  boolean isIndexed() {
    return !compare.fold()
        && (compare.match() == Cond.Match.EQUALS || compare.match() == Cond.Match.STARTS);
  }
}
