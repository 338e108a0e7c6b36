// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.select;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.check.FilterChecker;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.eval.FilterEvaluator;
import org.syscalltrack.lang.eval.Value;
import org.syscalltrack.lang.eval.Values;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.PerKind;

/**
 * A filter of the rule language on events.
 *
 * <p>What PARAMS are depends on the call, so the names are resolved for each kind of event. Where
 * they have no meaning, and where an event does not carry a variable because the format of its rule
 * does not use it, the event does not match; the first time, that is said.
 */
public final class EventFilter {
  /** The filter for one kind of event; null evaluator: it makes no sense there. */
  record OfKind(FilterEvaluator evaluator) {}

  /** The event that is looked at, with what its rule made of parameters. */
  private static final class Seen implements Values {
    private Event event;
    private EventKind kind;

    @Override
    public Value value(Var var, int index) {
      return event.value(var, index);
    }

    @Override
    public Value derived(Derived derived) {
      int index = kind.index(derived);
      return index == 0 ? null : event.value(Var.PARAMS, index);
    }
  }

  private final PerKind<OfKind> kinds = new PerKind<>(this::ofKind);
  private final Seen seen = new Seen();
  private final Expr expr;
  private final Consumer<String> remarks;
  private boolean remarkedKind;
  private boolean remarkedMissing;

  private EventFilter(Expr expr, Consumer<String> remarks) {
    this.expr = expr;
    this.remarks = remarks;
  }

  /**
   * Reads the expression.
   *
   * @param remarks gets what the user should know about events that do not match
   */
  public static EventFilter parse(String text, Consumer<String> remarks)
      throws ExpressionException {
    Diagnostics diagnostics = new Diagnostics();
    Expr expr = RuleParser.parseFilter(new SourceText("--filter", text), diagnostics);
    if (expr != null) {
      FilterChecker.check(expr, List.of(), null, diagnostics);
    }
    if (diagnostics.hasErrors()) {
      throw new ExpressionException(diagnostics.sorted());
    }
    return new EventFilter(expr, remarks);
  }

  public boolean matches(Event event, EventKind kind) {
    FilterEvaluator evaluator = kinds.of(kind).evaluator();
    if (evaluator == null) {
      return false;
    }
    seen.event = event;
    seen.kind = kind;
    boolean matches = evaluator.matches(seen);
    if (!remarkedMissing && evaluator.missing() != null) {
      remarkedMissing = true;
      remarks.accept(missing(evaluator.missing().text(), kind));
    }
    return matches;
  }

  private static String missing(String variable, EventKind kind) {
    String rule = kind.rule() == null ? "#" + kind.ruleIndex() : "'" + kind.rule().name() + "'";
    return "--filter: events of rule "
        + rule
        + " do not tell "
        + variable
        + " and so do not match; a rule's log_format says what they tell";
  }

  private OfKind ofKind(EventKind kind) {
    Diagnostics diagnostics = new Diagnostics();
    Cond cond = FilterChecker.check(expr, List.of(seen(kind)), null, diagnostics);
    if (cond != null) {
      return new OfKind(new FilterEvaluator(cond));
    }
    if (!remarkedKind) {
      remarkedKind = true;
      String why = diagnostics.sorted().get(0).message();
      remarks.accept("--filter: " + why + ": such events do not match");
    }
    return new OfKind(null);
  }

  /** The call with the parameters that the rule sees. */
  private static Syscall seen(EventKind kind) {
    List<Parameter> parameters = new ArrayList<>();
    for (EventKind.Param param : kind.params()) {
      parameters.add(new Parameter(param.name(), param.type()));
    }
    String name = kind.call() == null ? "call " + kind.nr() : kind.call();
    return new Syscall(name, Collections.nCopies(Abi.values().length, -1), parameters, Map.of());
  }
}
