// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.view.Derivation;
import org.syscalltrack.message.NoteCode;

/**
 * Says of a rule that refuses by the text of a path what it does not hold, and which condition on
 * OBJECT does. One note a rule.
 */
public final class PathTextNotes {
  private final CheckedRule rule;
  private final Diagnostics diagnostics;

  private PathTextNotes(CheckedRule rule, Diagnostics diagnostics) {
    this.rule = rule;
    this.diagnostics = diagnostics;
  }

  /**
   * Looks at a rule.
   *
   * @param filter of the rule, folded
   */
  public static void check(CheckedRule rule, Cond filter, Diagnostics diagnostics) {
    // No rule with SUSPEND can be about an object.
    if (rule.action().interferes() && rule.action().type() != Action.SUSPEND) {
      new PathTextNotes(rule, diagnostics).look(filter);
    }
  }

  /** False if there is nothing to say; under a "not", a text is an exception, not what is held. */
  private boolean look(Cond cond) {
    if (cond instanceof Cond.Junction junction) {
      return junction.terms().stream().anyMatch(this::look);
    }
    return cond instanceof Cond.Matches matches && matches(matches);
  }

  private boolean matches(Cond.Matches matches) {
    Term.Variable variable = matches.variable();
    boolean resolved =
        variable.derived() != null && variable.derived().field().equals(Derivation.PATH);
    int index = resolved ? variable.derived().param() : variable.index();
    boolean own = variable.var() == Var.PARAMS && variable.derived() == null;
    String condition = condition(matches);
    if (condition == null || !(own || resolved) || !isObject(index)) {
      return false;
    }
    diagnostics.add(
        Diagnostic.note(
                NoteCode.NAME_CAN_CHANGE,
                matches.span(),
                resolved
                    ? "a link on the way that is exchanged meanwhile gets past this rule"
                    : "another name of the file gets past this rule: it compares what was written")
            .hint("whatever the name: OBJECT[" + index + "] " + condition));
    return true;
  }

  private boolean isObject(int index) {
    for (Syscall call : rule.calls()) {
      boolean has = index > 0 && index <= call.parameters().size();
      if (has && OperationTable.objectOf(call, call.parameters().get(index - 1).name()) != 0) {
        return true;
      }
    }
    return false;
  }

  /** What OBJECT is compared with, or null if no condition on it means the same. */
  private static String condition(Cond.Matches matches) {
    String text = matches.bytes().toString();
    boolean named = text.length() > 1 && text.startsWith("/") && !matches.fold();
    String directory = text.replaceAll("/[*]?$", "");
    return switch (matches.match()) {
      case EQUALS -> named && !text.endsWith("/") ? "== " + matches.bytes().quoted() : null;
      case STARTS -> named && text.endsWith("/") ? under(directory) : null;
      case GLOB ->
          named && text.endsWith("/*") && !directory.matches(".*[*?\\[\\\\].*")
              ? under(directory)
              : null;
      case CONTAINS, ENDS -> null;
    };
  }

  private static String under(String directory) {
    return "under " + ByteString.of(directory).quoted();
  }
}
