// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.view.Derivation;

/**
 * Puts the terms of {@code &&} and {@code ||} that the kernel can tell by itself before those that
 * read the caller's memory, and these before those that look for paths; order is kept otherwise.
 * Most calls are then decided without a copy from user space, and an unreadable string matters only
 * where the rest of the filter lets it.
 */
final class CheapFirst {
  private static final int CHEAP = 0;
  private static final int USER_MEMORY = 1;
  private static final int PATHS = 2;

  private CheapFirst() {}

  static Cond order(Cond cond) {
    if (cond instanceof Cond.Not not) {
      return new Cond.Not(not.span(), order(not.operand()));
    }
    if (!(cond instanceof Cond.Junction junction)) {
      return cond;
    }
    List<Cond> terms = new ArrayList<>();
    for (Cond term : junction.terms()) {
      terms.add(order(term));
    }
    terms.sort(Comparator.comparingInt(CheapFirst::cost));
    return new Cond.Junction(junction.span(), junction.and(), terms);
  }

  private static int cost(Cond cond) {
    if (cond instanceof Cond.Not not) {
      return cost(not.operand());
    } else if (cond instanceof Cond.Junction junction) {
      return junction.terms().stream().mapToInt(CheapFirst::cost).max().orElse(CHEAP);
    } else if (cond instanceof Cond.Matches matches) {
      return cost(matches.variable());
    } else if (cond instanceof Cond.InNetwork in) {
      return cost(in.variable());
    } else if (cond instanceof Cond.OneOf oneOf) {
      return cost(oneOf.operand());
    } else if (cond instanceof Cond.Compare compare) {
      return Math.max(cost(compare.left()), cost(compare.right()));
    } else if (cond instanceof Cond.IsObject is && is.object().isProgram()) {
      return PATHS;
    }
    return CHEAP;
  }

  private static int cost(Term term) {
    if (term instanceof Term.Arith arith) {
      return Math.max(cost(arith.left()), cost(arith.right()));
    } else if (!(term instanceof Term.Variable)) {
      return CHEAP;
    }
    Term.Variable variable = (Term.Variable) term;
    if (variable.derived() != null && variable.derived().isOfObject()) {
      return CHEAP;
    } else if (variable.derived() != null) {
      String field = variable.derived().field();
      boolean path = field.equals(Derivation.PATH) || field.equals(Derivation.FD);
      return path ? PATHS : USER_MEMORY;
    }
    return switch (variable.var()) {
      case EXE, CWD, TTY, CGROUP, CONTAINER -> PATHS;
      case PARAMS -> variable.isString() ? USER_MEMORY : CHEAP;
      case PID, TID, PPID, UID, EUID, SUID, FSUID, GID, EGID, SGID, FSGID, LOGINUID -> CHEAP;
      case COMM, PCOMM, RETVAL, SESSION, ABI, SYSCALL -> CHEAP;
      case MNT_NS, PID_NS, NET_NS, USER_NS, UTS_NS, IPC_NS, CGROUP_NS -> CHEAP;
    };
  }
}
