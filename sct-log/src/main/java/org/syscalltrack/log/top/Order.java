// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import java.util.Comparator;
import java.util.function.ToLongFunction;
import org.syscalltrack.log.summary.Figures;

/** Which groups stand first; the key of each is the capital letter of what it says. */
enum Order {
  RATE('R', "most in a second", descending(Figures::recent)),
  COUNT('C', "most events", descending(Figures::count)),
  ERRORS('E', "most errors", descending(Figures::errors)),
  TIME('T', "longest calls", descending(Figures::maxNs)),
  NAME('N', "by name", Comparator.comparing(Figures::name));

  final char key;
  final String text;

  /** Equal ones stand still: they are in the order of their counts, then of their names. */
  final Comparator<Figures> comparator;

  Order(char key, String text, Comparator<Figures> first) {
    this.key = key;
    this.text = text;
    this.comparator =
        first
            .thenComparing(descending(Figures::count))
            .thenComparing(Comparator.comparing(Figures::name));
  }

  private static Comparator<Figures> descending(ToLongFunction<Figures> of) {
    return Comparator.comparingLong(of).reversed();
  }
}
