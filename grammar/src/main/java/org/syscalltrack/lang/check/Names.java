// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.ast.Name;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;

/** What the names in a rule's filter stand for: variables, parameters, constants. */
final class Names {
  private final List<Syscall> calls;
  private final boolean everyCall;
  private final Phase phase;
  private final Scope scope;
  private final Diagnostics diagnostics;

  /**
   * For a rule.
   *
   * @param calls empty if they are unknown because of an error
   * @param everyCall they are all calls, whose parameters have nothing in common
   * @param phase null if unknown
   */
  Names(List<Syscall> calls, boolean everyCall, Phase phase, Scope scope, Diagnostics diagnostics) {
    this.everyCall = everyCall;
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
    Var var = variable(text);
    if (var == Var.PARAMS) {
      diagnostics.error(name.span(), "PARAMS needs an index", "PARAMS[1] is the first parameter");
      return null;
    }
    if (var != null) {
      return isInPhase(var, name.span())
          ? new Term.Variable(name.span(), var, 0, VariableTypes.type(var))
          : null;
    }
    if (scope.list(text) != null) {
      diagnostics.error(name.span(), "'" + text + "' is a list", "write: ... in (" + text + ")");
      return null;
    }
    Long constant = Constants.find(text);
    if (constant != null) {
      return new Term.Int(name.span(), constant);
    }
    diagnostics.error(name.span(), "unknown name '" + text + "'", unknownHint(text));
    return null;
  }

  private static Var variable(String text) {
    for (Var var : Var.values()) {
      if (var.text().equals(text)) {
        return var;
      }
    }
    return null;
  }

  private String unknownHint(String text) {
    List<String> known = new ArrayList<>();
    for (Var var : Var.values()) {
      known.add(var.text());
    }
    known.add("NULL");
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
    return "variables: " + String.join(", ", Arrays.stream(Var.values()).map(Var::text).toList());
  }

  private boolean isInPhase(Var var, Span span) {
    if (phase == null || var.isIn(phase)) {
      return true;
    }
    diagnostics.error(
        span,
        var.text() + " is not known " + phase.text() + " the call",
        var == Var.RETVAL ? "when = after" : null);
    return false;
  }

  /** {@code PARAMS[index]}, or null after an error. */
  Term element(Expr.Element element, Term index) {
    if (!isParams(element.name()) || index == null || calls.isEmpty()) {
      return null;
    }
    if (!(index instanceof Term.Int number)) {
      diagnostics.error(index.span(), "the index of PARAMS must be a number");
      return null;
    }
    ParamType type = null;
    for (Syscall call : calls) {
      int count = call.parameters().size();
      if (number.value() < 1 || number.value() > count) {
        diagnostics.error(
            element.span(),
            call.name() + " has no parameter " + number.value(),
            number.value() == 0 && count > 0
                ? "the first parameter is PARAMS[1]"
                : prototype(call));
        return null;
      }
      ParamType here = call.parameters().get((int) number.value() - 1).type();
      if (type != null && type.isString() != here.isString()) {
        diagnostics.error(
            element.span(),
            "parameter " + number.value() + " is a string in one of the calls, a number in another",
            prototype(calls.get(0)) + "; " + prototype(call));
        return null;
      }
      type = type == null ? here : type;
    }
    return new Term.Variable(element.span(), Var.PARAMS, (int) number.value(), type);
  }

  /** {@code PARAMS.name}, or null after an error. */
  Term member(Expr.Member member) {
    if (!isParams(member.name()) || calls.isEmpty()) {
      return null;
    }
    Syscall first = calls.get(0);
    String wanted = member.member().text();
    for (int i = 0; i < first.parameters().size(); i++) {
      if (first.parameters().get(i).name().equals(wanted)) {
        return element(
            new Expr.Element(member.span(), member.name(), null),
            new Term.Int(member.member().span(), i + 1));
      }
    }
    String near =
        Suggestion.hint(wanted, first.parameters().stream().map(Parameter::name).toList());
    diagnostics.error(
        member.member().span(),
        first.name() + " has no parameter '" + wanted + "'",
        near == null ? prototype(first) : near);
    return null;
  }

  private boolean isParams(Name name) {
    if (name.text().equals(Var.PARAMS.text())) {
      if (everyCall) {
        diagnostics.error(
            name.span(), "PARAMS means nothing with syscall_name = *", "name the calls instead");
      }
      return !everyCall;
    }
    String near = Suggestion.hint(name.text(), List.of(Var.PARAMS.text()));
    diagnostics.error(
        name.span(),
        variable(name.text()) != null
            ? name.text() + " has no elements"
            : "unknown name '" + name.text() + "'",
        near == null ? "only PARAMS has elements: PARAMS[1], PARAMS.name" : near);
    return false;
  }

  /** Which parameters a call has, for hints. */
  static String prototype(Syscall call) {
    List<Parameter> parameters = call.parameters();
    if (parameters.isEmpty()) {
      return call.name() + " has no parameters";
    }
    StringBuilder out = new StringBuilder(call.name()).append(" has ");
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      out.append(i == 0 ? "" : ", ").append("PARAMS[").append(i + 1).append("] ").append(p.name());
      out.append(p.type().isString() ? " (a string)" : " (a number)");
    }
    return out.toString();
  }
}
