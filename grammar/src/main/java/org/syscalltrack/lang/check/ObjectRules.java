// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Field;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.OperationTable;
import org.syscalltrack.lang.syscalls.Permission;
import org.syscalltrack.lang.syscalls.PermissionTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.message.ErrorCode;
import org.syscalltrack.message.NoteCode;
import org.syscalltrack.message.WarningCode;

/**
 * What a rule on objects may have: it is asked by the kernel where the object is known, and not at
 * the entry of a call.
 */
final class ObjectRules {
  private final List<Syscall> calls;
  private final Set<Permission> permissions;
  private final Diagnostics diagnostics;

  ObjectRules(List<Syscall> calls, Set<Permission> permissions, Diagnostics diagnostics) {
    this.calls = calls;
    this.permissions = permissions;
    this.diagnostics = diagnostics;
  }

  /** Whether the condition asks about an object of the operation. */
  static boolean isAbout(Cond cond) {
    return asks(cond, object -> !object.isProgram()) || ObjectFields.areIn(cond);
  }

  /** Whether it asks about any object, if only the caller's program. */
  static boolean asks(Cond cond) {
    return asks(cond, object -> true) || ObjectFields.areIn(cond);
  }

  private static boolean asks(Cond cond, Predicate<Term.ObjectOf> which) {
    if (cond instanceof Cond.Not not) {
      return asks(not.operand(), which);
    } else if (cond instanceof Cond.Junction junction) {
      return junction.terms().stream().anyMatch(term -> asks(term, which));
    }
    return cond instanceof Cond.IsObject is && which.test(is.object());
  }

  /**
   * How the rule holds what it asks for.
   *
   * @param filter null without one
   */
  Hold check(FieldSet fields, Cond filter, Phase phase, CheckedAction action, Slots slots) {
    boolean about = filter != null && isAbout(filter);
    Hold hold = hold(fields, filter != null && asks(filter));
    if (!about) {
      if (ObjectFields.areIn(slots.list())) {
        diagnostics.error(
            ErrorCode.OBJECT_NOT_ASKED,
            fields.peek("action").name().span(),
            "what an object is, is known in a rule whose filter asks for OBJECT",
            "filter_expression { any OBJECT under \"/\" }");
      }
      return hold;
    }
    refuseParameters(filter);
    noteCallsWithout((Field.Assignment) fields.peek("syscall_name"));
    Span at = fields.peek("filter_expression").name().span();
    if (phase == Phase.AFTER) {
      diagnostics.error(
          ErrorCode.OBJECT_AFTER_CALL,
          at,
          "OBJECT is judged before the operation is done to it",
          "when = before");
    }
    if (fields.has("coverage")) {
      diagnostics.error(
          ErrorCode.OBJECT_COVERAGE,
          fields.peek("coverage").name().span(),
          "a rule on OBJECT holds by whatever way the operation comes: it has no 'coverage'");
    }
    if (action.type() == Action.SUSPEND) {
      diagnostics.error(
          ErrorCode.OBJECT_CANNOT_WAIT,
          at,
          "SUSPEND does not go with OBJECT",
          "where the object is known nobody may be kept waiting: directories are locked there");
    }
    if (action.delivery().isMust()) {
      diagnostics.error(
          ErrorCode.OBJECT_CANNOT_WAIT,
          at,
          "'delivery = must' does not go with OBJECT",
          "where the object is known nobody may be kept waiting: directories are locked there");
    }
    if (!ObjectFields.areAll(slots.list())) {
      diagnostics.error(
          ErrorCode.OBJECT_WITH_PARAMETERS,
          at,
          "PATH, FD and parts of parameters do not go with OBJECT",
          "%params shows where the objects are");
    }
    return hold;
  }

  /** Calls of a group may be about no object; who names one himself is told. */
  private void noteCallsWithout(Field.Assignment names) {
    List<String> without =
        calls.stream().filter(c -> OperationTable.of(c).isEmpty()).map(Syscall::name).toList();
    if (without.isEmpty()) {
      return;
    }
    if (without.size() == calls.size()) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.NOTHING_JUDGED,
                  names.value().span(),
                  "no object of these calls is judged: the rule never matches")
              .hint("such as unlink, rename, open, chmod, execve; @file has them all"));
    }
    for (Value.Word word : names.value().words()) {
      if (without.size() < calls.size() && without.contains(word.text())) {
        diagnostics.add(
            Diagnostic.note(
                NoteCode.CALL_NOT_JUDGED,
                word.span(),
                word.text() + " has no object that is judged: the rule sees it not"));
      }
    }
  }

  private Hold hold(FieldSet fields, boolean asks) {
    Value.Word word = fields.word("follow");
    if (word == null) {
      return Hold.BOTH;
    }
    if (!asks) {
      diagnostics.error(
          ErrorCode.NEEDS_OBJECT,
          fields.peek("follow").name().span(),
          "'follow' is for a rule on OBJECT or EXE_OBJECT");
    }
    for (Hold hold : Hold.values()) {
      if (hold.text().equals(word.text())) {
        return hold;
      }
    }
    List<String> known = Arrays.stream(Hold.values()).map(Hold::text).toList();
    diagnostics.error(
        ErrorCode.BAD_CHOICE,
        word.span(),
        "'follow' is path, inode or both, not '" + word.text() + "'",
        Suggestion.hint(word.text(), known));
    return Hold.BOTH;
  }

  private void refuseParameters(Cond cond) {
    if (cond instanceof Cond.Not not) {
      refuseParameters(not.operand());
    } else if (cond instanceof Cond.Junction junction) {
      junction.terms().forEach(this::refuseParameters);
    } else {
      ConditionTerms.of(cond).forEach(this::refuse);
    }
  }

  private void refuse(Term.Variable v) {
    if (v.var() == Var.PARAMS && !ObjectFields.isOne(v) && !isKnown(v)) {
      diagnostics.error(
          ErrorCode.OBJECT_WITH_PARAMETERS,
          v.span(),
          v.text() + " is what the caller wrote: it is not known where OBJECT is",
          "another rule can be about it");
    }
  }

  /** Whether the kernel has the number where it judges, whatever operation it is. */
  private boolean isKnown(Term.Variable variable) {
    if (!PermissionTable.with(OperationTable.all(calls), permissions).isEmpty()) {
      return false;
    }
    for (Syscall call : calls) {
      for (OperationTable.Done done : OperationTable.of(call)) {
        boolean whole = variable.derived() == null;
        String name = whole ? call.parameters().get(variable.index() - 1).name() : "";
        if (!done.numbers().containsKey(name)) {
          return false;
        }
      }
    }
    return true;
  }
}
