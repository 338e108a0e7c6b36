// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ir.Cond;

/**
 * Puts the terms of {@code &&} and {@code ||} that the kernel can tell by itself before those that
 * read strings of the caller's memory; order is kept otherwise. Most calls are then decided without
 * a copy from user space, and an unreadable string matters only where the rest of the filter lets
 * it.
 */
final class CheapFirst {
  private CheapFirst() {}

  static Cond order(Cond cond) {
    if (cond instanceof Cond.Not not) {
      return new Cond.Not(not.span(), order(not.operand()));
    }
    if (!(cond instanceof Cond.Junction junction)) {
      return cond;
    }
    List<Cond> cheap = new ArrayList<>();
    List<Cond> dear = new ArrayList<>();
    for (Cond term : junction.terms()) {
      Cond ordered = order(term);
      (readsString(ordered) ? dear : cheap).add(ordered);
    }
    cheap.addAll(dear);
    return new Cond.Junction(junction.span(), junction.and(), cheap);
  }

  private static boolean readsString(Cond cond) {
    if (cond instanceof Cond.Not not) {
      return readsString(not.operand());
    } else if (cond instanceof Cond.Junction junction) {
      for (Cond term : junction.terms()) {
        if (readsString(term)) {
          return true;
        }
      }
      return false;
    }
    return cond instanceof Cond.Matches matches && matches.variable().var() == Var.PARAMS;
  }
}
