// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.eval.FilterEvaluator;
import org.syscalltrack.lang.eval.Guard;
import org.syscalltrack.lang.eval.Value;
import org.syscalltrack.lang.eval.Values;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.Derivation;
import org.syscalltrack.lang.view.ParamOrigins;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;

/** A rule that would have been asked about events of one kind, through one of its views. */
final class Trial implements Values {
  /** What came of it. */
  enum Answer {
    MATCH,
    NO_MATCH,
    /** The event does not carry what the rule has to know. */
    UNTOLD
  }

  private static final int NOT_THERE = 0;

  private final int index;
  private final CheckedRule rule;
  private final View view;
  private final EventKind kind;
  private final List<ParamOrigins.Named> params;
  private final Syscall call;
  private final FilterEvaluator evaluator;

  /** For each parameter of the view, from 1, which of the event's it is. */
  private final int[] told;

  private Event event;
  private String untold;

  Trial(int index, CheckedRule rule, Cond filter, View view, Syscall call, EventKind kind) {
    this.index = index;
    this.rule = rule;
    this.view = view;
    this.kind = kind;
    this.call = call;
    this.params = ParamOrigins.of(view, call, kind.abi());
    this.evaluator = filter == null ? null : new FilterEvaluator(filter);
    this.told = new int[params.size() + 1];
    for (int i = 1; i < told.length; i++) {
      ParamOrigins.Named named = params.get(i - 1);
      told[i] = named == null ? NOT_THERE : byName(named.call().name(), named.parameter().name());
    }
  }

  int index() {
    return index;
  }

  CheckedRule rule() {
    return rule;
  }

  /** What the last event did not tell. */
  String untold() {
    return untold;
  }

  private int byName(String ofCall, String name) {
    for (int i = 0; i < kind.params().size(); i++) {
      EventKind.Param param = kind.params().get(i);
      if (name.equals(param.name()) && ofCall.equals(param.call())) {
        return i + 1;
      }
    }
    return NOT_THERE;
  }

  Answer ask(Event about) {
    event = about;
    Boolean guard = Guard.passes(view, call, kind.abi(), this::ofCall);
    if (guard == null) {
      untold = "what tells " + rule.callWords().get(0) + " from others";
      return Answer.UNTOLD;
    }
    if (!guard) {
      return Answer.NO_MATCH;
    }
    if (evaluator == null) {
      return Answer.MATCH;
    }
    boolean matches = evaluator.matches(this);
    if (evaluator.unknown() == null) {
      return matches ? Answer.MATCH : Answer.NO_MATCH;
    }
    if (evaluator.missing() != null) {
      untold = evaluator.missing().text();
      return Answer.UNTOLD;
    }
    return rule.unreadableMatches() ? Answer.MATCH : Answer.NO_MATCH;
  }

  /** A parameter of the call that was made, by its name. */
  private Value ofCall(String name) {
    int at = byName(call.name(), name);
    return at == NOT_THERE ? null : event.value(Var.PARAMS, at);
  }

  @Override
  public Value value(Var var, int at) {
    if (var != Var.PARAMS) {
      return event.value(var, at);
    }
    int there = at >= 1 && at < told.length ? told[at] : NOT_THERE;
    return there == NOT_THERE ? null : event.value(Var.PARAMS, there);
  }

  @Override
  public Value derived(Derived wanted) {
    for (ViewParam made : view.derived()) {
      boolean same = wanted.name() != null || made.param() == wanted.param();
      if (same && made.name().equals(wanted.slotName()) && made.param() < told.length) {
        return derived(made.param(), wanted.field());
      }
    }
    return null;
  }

  private Value derived(int param, String field) {
    if (field.isEmpty()) {
      return value(Var.PARAMS, param);
    }
    if (told[param] == NOT_THERE) {
      return null;
    }
    int at = kind.index(Derived.at(told[param], field));
    boolean isFile = field.equals(Derivation.PATH) || field.equals(Derivation.FD);
    if (at == NOT_THERE && isFile) {
      String name = params.get(param - 1).parameter().name();
      at = kind.index(Derived.named(name, field));
    }
    return at > SctAbi.MAX_PARAMS ? event.value(Var.PARAMS, at) : null;
  }
}
