// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.Comparator;
import org.syscalltrack.abi.Abi;

/** That a rule applies to a call; {@code struct sct_binding}. */
public record Binding(Abi abi, int nr, int rule, int view, boolean optional) {
  /** The order that the kernel asks for. */
  public static final Comparator<Binding> ORDER =
      Comparator.comparing(Binding::abi)
          .thenComparingInt(Binding::nr)
          .thenComparingInt(Binding::rule);
}
