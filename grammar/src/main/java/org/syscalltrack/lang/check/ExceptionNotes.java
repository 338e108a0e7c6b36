// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.message.NoteCode;

/**
 * Says of a rule that refuses who can make himself the exception that it makes: names of programs
 * are taken, not given. One note a rule.
 */
public final class ExceptionNotes {
  private final Diagnostics diagnostics;

  private ExceptionNotes(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * Looks at a rule.
   *
   * @param filter of the rule, folded
   */
  public static void check(CheckedRule rule, Cond filter, Diagnostics diagnostics) {
    if (rule.action().interferes()) {
      new ExceptionNotes(diagnostics).look(filter, false);
    }
  }

  /** False if there is nothing to say. */
  private boolean look(Cond cond, boolean exception) {
    if (cond instanceof Cond.Not not) {
      return look(not.operand(), !exception);
    } else if (cond instanceof Cond.Junction junction) {
      return junction.terms().stream().anyMatch(term -> look(term, exception));
    }
    return exception && cond instanceof Cond.Matches matches && matches(matches);
  }

  private boolean matches(Cond.Matches matches) {
    Var var = matches.variable().var();
    String why =
        switch (var) {
          case COMM, PCOMM -> "any program can take that name and get past this rule";
          case EXE ->
              "who can mount, as in a user namespace of his own, gets past this rule with another"
                  + " program under that path";
          case CGROUP, CONTAINER ->
              "who may move processes into that control group gets past this rule";
          default -> null;
        };
    if (why == null) {
      return false;
    }
    String hint =
        switch (var) {
          case COMM ->
              "EXE_OBJECT is the file that was executed, whatever its name; UID is who runs it";
          case EXE ->
              "EXE_OBJECT is that file itself, by whatever path: EXE_OBJECT == "
                  + matches.bytes().quoted();
          default -> "UID or EUID beside it say who that may be";
        };
    diagnostics.add(
        Diagnostic.note(NoteCode.EXCEPTION_CAN_BE_TAKEN, matches.span(), why).hint(hint));
    return true;
  }
}
