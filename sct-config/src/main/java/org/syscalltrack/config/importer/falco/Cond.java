// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.List;

/** A condition of Falco, macros and lists put in. */
sealed interface Cond {
  record All(List<Cond> parts) implements Cond {}

  record Any(List<Cond> parts) implements Cond {}

  record Not(Cond part) implements Cond {}

  /**
   * A comparison.
   *
   * @param values several for in and its like; none for exists
   */
  record Test(String field, String op, List<String> values) implements Cond {
    @Override
    public String toString() {
      return values.isEmpty() ? field + " " + op : field + " " + op + " " + values.get(0);
    }
  }
}
