// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.message.ErrorCode;

/** What the bare names in a rule's filter stand for: variables and constants. */
final class Names {
  /** As word processors make them. */
  private static final String CURLY_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb";

  private final List<Syscall> calls;
  private final Phase phase;
  private final Scope scope;
  private final Diagnostics diagnostics;

  /**
   * For a rule.
   *
   * @param calls empty if they are unknown because of an error
   * @param phase null if unknown
   */
  Names(List<Syscall> calls, Phase phase, Scope scope, Diagnostics diagnostics) {
    this.scope = scope;
    this.calls = calls;
    this.phase = phase;
    this.diagnostics = diagnostics;
  }

  /** A bare name, or null after an error. */
  Term name(Expr.Name name) {
    String text = name.text();
    if (text.equals("NULL")) {
      return new Term.Null(name.span());
    }
    if (Params.WORDS.contains(text)) {
      diagnostics.error(
          ErrorCode.INDEX_NEEDED,
          name.span(),
          text + " needs an index",
          text + "[1] is about the first parameter");
      return null;
    }
    if (text.equals(Term.ObjectOf.EXE)) {
      return new Term.ObjectOf(name.span(), 0, SctAbi.OBJECT_EXE);
    }
    Var var = variable(text);
    if (var != null) {
      return isInPhase(var, name.span())
          ? new Term.Variable(name.span(), var, 0, VariableTypes.type(var), null)
          : null;
    }
    if (scope.list(text) != null) {
      diagnostics.error(
          ErrorCode.LIST_IS_NO_VALUE,
          name.span(),
          "'" + text + "' is a list",
          "write: ... in (" + text + ")");
      return null;
    }
    Long constant = Constants.find(text);
    if (constant != null) {
      return new Term.Int(name.span(), constant);
    }
    diagnostics.error(
        ErrorCode.UNKNOWN_NAME, name.span(), "unknown name '" + text + "'", unknownHint(text));
    return null;
  }

  static Var variable(String text) {
    for (Var var : Var.values()) {
      if (var.text().equals(text)) {
        return var;
      }
    }
    return null;
  }

  private String unknownHint(String text) {
    if (CURLY_QUOTES.indexOf(text.charAt(0)) >= 0) {
      return "strings stand in straight quotes";
    }
    List<String> known = new ArrayList<>(Params.WORDS);
    for (Var var : Var.values()) {
      known.add(var.text());
    }
    known.add("NULL");
    known.add(Term.ObjectOf.EXE);
    known.addAll(scope.names());
    known.addAll(Constants.names(""));
    String near = Suggestion.hint(text, known);
    if (near != null) {
      return near;
    }
    for (Syscall call : calls) {
      for (Parameter parameter : call.parameters()) {
        if (parameter.name().equals(text)) {
          return "the parameter is PARAMS." + text;
        }
      }
    }
    int behindPrefix = text.indexOf('_') + 1;
    String prefix = text.substring(0, behindPrefix);
    if (behindPrefix > 1
        && Constants.names("").stream().anyMatch(name -> name.startsWith(prefix))) {
      return "'sct_config list constants " + prefix + "' shows those that there are";
    }
    return "'sct_config list variables' shows those that there are, and 'list constants' the names"
        + " of numbers";
  }

  private boolean isInPhase(Var var, Span span) {
    if (phase == null || var.isIn(phase)) {
      return true;
    }
    diagnostics.error(
        ErrorCode.NOT_KNOWN_IN_PHASE,
        span,
        var.text() + " is not known " + phase.text() + " the call",
        var == Var.RETVAL ? "when = after" : null);
    return false;
  }
}
