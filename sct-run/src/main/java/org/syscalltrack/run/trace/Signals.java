// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.util.Set;
import java.util.TreeSet;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.tool.UsageException;

/** Sets of signals as {@code -e signal=} names them. */
record Signals(boolean allBut, Set<Integer> numbers) {
  static final Signals ALL = new Signals(true, Set.of());

  boolean contains(int signal) {
    return allBut != numbers.contains(signal);
  }

  static Signals parse(String list) throws UsageException {
    boolean but = list.startsWith("!");
    Set<Integer> numbers = new TreeSet<>();
    for (String word : list.substring(but ? 1 : 0).split(",", -1)) {
      if (word.equals("all")) {
        return but ? new Signals(false, Set.of()) : ALL;
      } else if (!word.equals("none")) {
        numbers.add(number(word));
      }
    }
    return new Signals(but, numbers);
  }

  private static int number(String word) throws UsageException {
    if (word.matches("[0-9]{1,2}")) {
      return Integer.parseInt(word);
    }
    String upper = word.toUpperCase(java.util.Locale.ROOT);
    String name = upper.startsWith("SIG") ? upper : "SIG" + upper;
    Long value = Constants.find("signal", name);
    if (value == null) {
      throw new UsageException("-e: no signal is named '" + word + "'");
    }
    return value.intValue();
  }
}
