// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Var;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.text.Guards;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.eval.FilterEvaluator;
import org.syscalltrack.lang.eval.Guard;
import org.syscalltrack.lang.eval.Value;
import org.syscalltrack.lang.eval.Values;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.Derivation;
import org.syscalltrack.lang.view.ParamOrigins;
import org.syscalltrack.tool.UsageException;

/** Tries events on rules, and says term by term why a rule matches or not. */
final class EventTrial implements Values {
  private static final String YES = "+ ";
  private static final String NO = "- ";
  private static final String UNKNOWN = "? ";

  private final Compilation compilation;
  private final EventJson event;
  private final PrintStream out;

  /** How the rule on trial sees the call. */
  private View view;

  private List<ParamOrigins.Named> params;

  private EventTrial(Compilation compilation, EventJson event, PrintStream out) {
    this.compilation = compilation;
    this.event = event;
    this.out = out;
  }

  static int run(Session session, Compilation compilation, List<Integer> rules)
      throws UsageException {
    String file = session.options().event();
    List<Object> events = read(session, file);
    for (int i = 0; i < events.size(); i++) {
      EventJson event;
      try {
        event = EventJson.of(events.get(i));
      } catch (EventJson.WrongException e) {
        throw UsageException.ofContent(file + ": event " + (i + 1) + ": " + e.getMessage());
      }
      session
          .out()
          .println(
              "event %d: %s of %s, %s"
                  .formatted(i + 1, event.call().name(), event.abi().text(), event.phase().text()));
      EventTrial trial = new EventTrial(compilation, event, session.out());
      for (int rule : rules) {
        trial.tryRule(rule);
      }
    }
    return ExitStatus.OK;
  }

  private static List<Object> read(Session session, String file) throws UsageException {
    try (InputStream in =
        file.equals(RuleFiles.STDIN)
            ? new ByteArrayInputStream(session.in().readAllBytes())
            : Files.newInputStream(Path.of(file))) {
      List<Object> events = Json.readAll(in);
      if (events.isEmpty()) {
        throw UsageException.ofContent(file + " holds no event");
      }
      return events;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? file : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw UsageException.ofContent(where + ": this is no JSON: " + e.getOriginalMessage());
    } catch (NoSuchFileException e) {
      throw UsageException.ofContent(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw UsageException.ofContent(file + ": permission denied");
    } catch (IOException | InvalidPathException e) {
      throw UsageException.ofContent(file + ": cannot be read: " + e.getMessage());
    }
  }

  private void tryRule(int index) {
    CheckedRule rule = compilation.rules().get(index);
    List<View> views = views(index);
    if (views.isEmpty()) {
      verdict(NO, rule, "is not about this call");
      return;
    }
    if (rule.phase() != event.phase()) {
      verdict(NO, rule, "is for " + rule.phase().text() + " the call");
      return;
    }
    // Of several, at most one lets the call through.
    Boolean guard = false;
    List<String> guards = new ArrayList<>();
    for (int i = 0; i < views.size() && guard != null && !guard; i++) {
      view = views.get(i);
      params = ParamOrigins.of(view, event.call(), event.abi());
      guard = guard();
      if (view.isGuarded()) {
        guards.add(guardText());
      }
    }
    if (guard != null && !guard) {
      verdict(NO, rule, "sees this call only " + String.join(", or ", guards));
      return;
    }
    String provided = guard == null ? " if it sees this call: only " + guardText() : "";
    Cond filter = rule.filter();
    if (filter == null) {
      verdict(guard == null ? UNKNOWN : YES, rule, "matches" + provided + ": it has no filter");
      return;
    }
    FilterEvaluator evaluator = new FilterEvaluator(filter);
    boolean matches = evaluator.matches(this);
    Term.Variable unknown = evaluator.unknown();
    if (unknown == null) {
      String mark = guard == null ? UNKNOWN : YES;
      verdict(matches ? mark : NO, rule, matches ? "matches" + provided : "does not match");
    } else if (evaluator.missing() != null) {
      verdict(UNKNOWN, rule, "the event does not tell " + unknown.text());
    } else {
      boolean anyway = compilation.table().rules().get(index).has(SctAbi.RULE_UNREADABLE_MATCHES);
      verdict(
          anyway ? YES : NO,
          rule,
          unknown.text()
              + " is not known whole: the rule "
              + (anyway ? "matches" : "does not match"));
    }
    explain(new CondInWords(rule).tree(filter), "    ");
  }

  private void verdict(String mark, CheckedRule rule, String text) {
    out.println("  " + mark + rule.name() + ": " + text);
  }

  private List<View> views(int rule) {
    return compilation.table().bindings().stream()
        .filter(b -> b.rule() == rule)
        .filter(b -> b.abi() == event.abi() && b.nr() == event.call().number(event.abi()))
        .map(b -> compilation.table().views().get(b.view()))
        .toList();
  }

  /** Whether the call passes the test of the view; null if the event does not tell. */
  private Boolean guard() {
    return Guard.passes(view, event.call(), event.abi(), event::param);
  }

  private String guardText() {
    ViewParam guard = view.guard();
    String name = Guard.name(view, event.call(), event.abi());
    String what = guard.source() == Source.DEREF ? "*" + name + "+" + guard.value() : name;
    return Guards.text(what, view.mask(), view.value());
  }

  private void explain(CondInWords.Tree tree, String indent) {
    FilterEvaluator evaluator = new FilterEvaluator(tree.cond());
    boolean holds = evaluator.matches(this);
    String mark = evaluator.unknown() != null ? UNKNOWN : holds ? YES : NO;
    out.println(indent + mark + tree.text() + values(tree.cond()));
    for (CondInWords.Tree below : tree.below()) {
      explain(below, indent + "  ");
    }
  }

  /** What the event says about the variables of a single comparison. */
  private String values(Cond cond) {
    if (cond instanceof Cond.Matches matches) {
      return told(matches.variable());
    } else if (cond instanceof Cond.InNetwork in) {
      return told(in.variable());
    } else if (cond instanceof Cond.IsNull isNull) {
      return told(isNull.variable());
    } else if (cond instanceof Cond.OneOf oneOf) {
      return told(oneOf.operand());
    } else if (cond instanceof Cond.Compare compare) {
      return told(compare.left()) + told(compare.right());
    }
    return "";
  }

  private String told(Term term) {
    if (term instanceof Term.Arith arith) {
      return told(arith.left()) + told(arith.right());
    } else if (!(term instanceof Term.Variable)) {
      return "";
    }
    Term.Variable variable = (Term.Variable) term;
    Value value =
        variable.derived() == null
            ? value(variable.var(), variable.index())
            : derived(variable.derived());
    String said =
        value == null
            ? "not told"
            : value.isUnreadable() ? "unreadable" : value + (value.isCut() ? "..." : "");
    return "  [" + variable.text() + ": " + said + "]";
  }

  @Override
  public Value value(Var var, int index) {
    if (var != Var.PARAMS) {
      return event.variable(var);
    }
    ParamOrigins.Named named = index <= params.size() ? params.get(index - 1) : null;
    return named == null ? null : event.param(named.parameter().name());
  }

  @Override
  public Value derived(Derived wanted) {
    for (ViewParam made : view.derived()) {
      boolean same = wanted.name() != null || made.param() == wanted.param();
      if (same && made.name().equals(wanted.slotName()) && made.param() <= params.size()) {
        ParamOrigins.Named of = params.get(made.param() - 1);
        return of == null ? null : event.param(name(of.parameter().name(), wanted));
      }
    }
    return null;
  }

  /** As {@code sctlog --json} names it. */
  private static String name(String parameter, Derived wanted) {
    return switch (wanted.field()) {
      case "" -> parameter;
      case Derivation.PATH, Derivation.FD -> parameter + ".path";
      default -> parameter + "." + wanted.field();
    };
  }
}
