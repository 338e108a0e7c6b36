// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.check.FilterChecker;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.eval.FilterEvaluator;
import org.syscalltrack.lang.eval.StringValue;
import org.syscalltrack.lang.eval.Value;
import org.syscalltrack.lang.eval.Values;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;
import org.syscalltrack.lang.view.ListPart;

/** Filters on lists mean what a naive reading of them says, compiled and on events. */
class RandomListsTest {
  private static final int FILTERS = 600;
  private static final int EVENTS = 60;

  private static String rule(int number, String filter) {
    return "rule { syscall_name = execve coverage = exact rule_name = r"
        + number
        + " when = before action { type = LOG } filter_expression {"
        + filter
        + "} }\n";
  }

  private static Expr parse(String filter) {
    Diagnostics diagnostics = new Diagnostics();
    Expr expr = RuleParser.parseFilter(new SourceText("random", filter), diagnostics);
    assertFalse(diagnostics.hasErrors(), filter);
    return expr;
  }

  @Test
  void compiledFiltersMeanWhatTheySay() {
    RandomLists random = new RandomLists(20261128);
    List<String> filters = new ArrayList<>();
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < FILTERS; i++) {
      filters.add(random.filter(1 + i % 3));
      rules.append(rule(i, filters.get(i)));
    }
    Compilation compiled = Compiler.compile(List.of(new SourceText("random", rules.toString())));
    assertTrue(compiled.isGood(), () -> compiled.diagnostics().toString());
    int matches = 0;
    for (int i = 0; i < FILTERS; i++) {
      Expr expr = parse(filters.get(i));
      View view = view(compiled, i);
      for (int n = 0; n < EVENTS; n++) {
        Map<String, Object> event = random.event();
        boolean expected = new AstEvaluator(event).holds(expr);
        String text = filters.get(i) + " for " + event;
        assertEquals(
            expected,
            Evaluator.matches(compiled.table().rules().get(i).code(), seen(view, event)),
            text);
        matches += expected ? 1 : 0;
      }
    }
    assertTrue(matches > FILTERS * EVENTS / 10 && matches < FILTERS * EVENTS * 9 / 10);
  }

  private static View view(Compilation compiled, int rule) {
    return compiled.table().bindings().stream()
        .filter(b -> b.rule() == rule)
        .map(b -> compiled.table().views().get(b.view()))
        .findFirst()
        .orElseThrow();
  }

  /** The event's values by the slots of the view. */
  private static Map<String, Object> seen(View view, Map<String, Object> event) {
    Map<String, Object> seen = new HashMap<>();
    for (int slot = 1; slot <= SctAbi.MAX_SLOTS; slot++) {
      ViewParam param = view.param(slot);
      if (param != null && param.type() != Type.STR) {
        Object list = event.get(param.arg() == 1 ? RandomLists.ARGV : RandomLists.ENVP);
        seen.put("PARAMS[" + slot + "]", part(param, list instanceof List<?> l ? l : null));
      }
    }
    return seen;
  }

  private static Object part(ViewParam param, List<?> list) {
    List<?> strings = list == null ? List.of() : list;
    return switch (param.type()) {
      case ITEM -> param.value() < strings.size() ? strings.get((int) param.value()) : null;
      case COUNT -> (long) strings.size();
      case ENV -> variable(strings, param.name());
      default -> list;
    };
  }

  private static ByteString variable(List<?> strings, String name) {
    for (Object string : strings) {
      if (string.toString().startsWith(name + "=")) {
        return ByteString.of(string.toString().substring(name.length() + 1));
      }
    }
    return null;
  }

  /** A list as an event has it. */
  private record KnownList(List<?> list) implements Value {
    @Override
    public boolean isNull() {
      return list == null;
    }

    @Override
    public boolean isUnreadable() {
      return false;
    }

    @Override
    public boolean isCut() {
      return false;
    }

    @Override
    public long integer() {
      return 0;
    }

    @Override
    public byte[] array() {
      return new byte[0];
    }

    @Override
    public int offset() {
      return 0;
    }

    @Override
    public int length() {
      return 0;
    }

    @Override
    public List<Value> elements() {
      List<Value> values = new ArrayList<>();
      for (Object string : list == null ? List.of() : list) {
        byte[] bytes = ((ByteString) string).bytes();
        values.add(new StringValue(bytes, 0, bytes.length, false));
      }
      return list == null ? null : values;
    }
  }

  /** An event that carries both lists, and variables by themselves. */
  private record Carried(Map<String, Object> event) implements Values {
    @Override
    public Value value(Var var, int index) {
      Object list = event.get(index == 2 ? RandomLists.ARGV : RandomLists.ENVP);
      return new KnownList(list instanceof List<?> l ? l : null);
    }

    @Override
    public Value derived(Derived derived) {
      String name = ListPart.variable(derived.field());
      Object list = event.get(RandomLists.ENVP);
      if (name == null) {
        return derived.field().equals("strings") ? value(Var.PARAMS, derived.param()) : null;
      }
      return new KnownValue(variable(list instanceof List<?> l ? l : List.of(), name));
    }
  }

  @Test
  void filtersOnEventsMeanWhatTheySay() {
    RandomLists random = new RandomLists(20261129);
    for (int i = 0; i < FILTERS; i++) {
      Expr expr = parse(random.filter(1 + i % 3));
      Diagnostics diagnostics = new Diagnostics();
      Cond cond =
          FilterChecker.check(
              expr, List.of(SyscallTable.builtIn().find("execve")), null, diagnostics);
      assertFalse(diagnostics.hasErrors(), () -> diagnostics.toString());
      FilterEvaluator evaluator = new FilterEvaluator(cond);
      for (int n = 0; n < EVENTS; n++) {
        Map<String, Object> event = random.event();
        assertEquals(
            new AstEvaluator(event).holds(expr),
            evaluator.matches(new Carried(event)),
            () -> expr.span().text() + " for " + event);
      }
    }
  }

  @Test
  void canonicalTextGivesTheSameBytes() {
    RandomLists random = new RandomLists(7);
    for (int i = 0; i < 200; i++) {
      String rule = rule(i, random.filter(3));
      Compilation once = Compiler.compile(List.of(new SourceText("random", rule)));
      Compilation twice =
          Compiler.compile(List.of(new SourceText("canonical", once.table().text())));
      assertArrayEquals(once.bytes(), twice.bytes(), rule);
    }
  }
}
