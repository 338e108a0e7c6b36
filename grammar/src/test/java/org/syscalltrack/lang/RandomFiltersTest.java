// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.check.FilterChecker;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.eval.FilterEvaluator;
import org.syscalltrack.lang.eval.Values;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Insn;

/** Compiled filters mean what a naive reading of them says. */
class RandomFiltersTest {
  private static final int FILTERS = 1000;
  private static final int EVENTS = 60;

  /** What needs variables that random filters do not have: unsigned ones, addresses, objects. */
  private static final Set<Op> OTHER_KINDS =
      EnumSet.of(
          Op.JLTU, Op.JLEU, Op.JGTU, Op.JGEU, Op.JLTUI, Op.JLEUI, Op.JGTUI, Op.JGEUI, Op.JSIP,
          Op.JOBJ);

  @Test
  void compiledFiltersMeanWhatTheySay() {
    RandomFilters random = new RandomFilters(20040101);
    List<RandomFilters.Filter> filters = new ArrayList<>();
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < FILTERS; i++) {
      RandomFilters.Filter filter = random.filter(1 + i % 4);
      filters.add(filter);
      rules.append(rule(i, filter));
    }
    Compilation compiled = Compiler.compile(List.of(new SourceText("random", rules.toString())));
    assertTrue(compiled.isGood(), () -> compiled.diagnostics().toString());
    int matches = 0;
    for (int n = 0; n < EVENTS; n++) {
      Map<String, Object> event = random.event();
      for (int i = 0; i < FILTERS; i++) {
        boolean expected = filters.get(i).meaning().apply(event);
        List<Insn> code = compiled.table().rules().get(i).code();
        String text = filters.get(i).text();
        assertEquals(expected, Evaluator.matches(code, event), () -> text + " for " + event);
        matches += expected ? 1 : 0;
      }
    }
    assertTrue(matches > FILTERS * EVENTS / 10 && matches < FILTERS * EVENTS * 9 / 10);
  }

  private static String rule(int number, RandomFilters.Filter filter) {
    return "rule { syscall_name = open coverage = exact when = after rule_name = r"
        + number
        + " action { type = LOG } filter_expression {"
        + filter.text()
        + "} }\n";
  }

  /** An opcode that no random filter comes to needs one. */
  @Test
  void allOpcodesAreCompiledTo() {
    RandomFilters random = new RandomFilters(20261128);
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < FILTERS; i++) {
      rules.append(rule(i, random.filter(1 + i % 4)));
    }
    Set<Op> untried = EnumSet.allOf(Op.class);
    untried.removeAll(OTHER_KINDS);
    Compiler.compile(List.of(new SourceText("random", rules.toString())))
        .table()
        .rules()
        .forEach(rule -> rule.code().forEach(insn -> untried.remove(insn.op())));
    assertEquals(Set.of(), untried);
  }

  @Test
  void filtersOnEventsMeanWhatTheySay() {
    RandomFilters random = new RandomFilters(20261121);
    Syscall open = SyscallTable.builtIn().find("open");
    int matches = 0;
    for (int i = 0; i < FILTERS; i++) {
      RandomFilters.Filter filter = random.filter(1 + i % 4);
      Diagnostics diagnostics = new Diagnostics();
      Expr expr = RuleParser.parseFilter(new SourceText("random", filter.text()), diagnostics);
      Cond cond = FilterChecker.check(expr, List.of(open), null, diagnostics);
      assertFalse(diagnostics.hasErrors(), filter.text());
      FilterEvaluator evaluator = new FilterEvaluator(cond);
      for (int n = 0; n < EVENTS; n++) {
        Map<String, Object> event = random.event();
        boolean expected = filter.meaning().apply(event);
        assertEquals(expected, new AstEvaluator(event).holds(expr), filter.text());
        Values values = (var, index) -> new KnownValue(event.get(name(var, index)));
        assertEquals(expected, evaluator.matches(values), () -> filter.text() + " for " + event);
        matches += expected ? 1 : 0;
      }
    }
    assertTrue(matches > FILTERS * EVENTS / 10 && matches < FILTERS * EVENTS * 9 / 10);
  }

  private static String name(Var var, int index) {
    return var == Var.PARAMS ? "PARAMS[" + index + "]" : var.text();
  }

  @Test
  void canonicalTextOfRandomFiltersGivesTheSameBytes() {
    RandomFilters random = new RandomFilters(7);
    for (int i = 0; i < 200; i++) {
      String rule =
          "rule { syscall_name = open when = after rule_name = r action { type = LOG }"
              + " filter_expression {"
              + random.filter(4).text()
              + "} }";
      Compilation once = Compiler.compile(List.of(new SourceText("random", rule)));
      Compilation twice =
          Compiler.compile(List.of(new SourceText("canonical", once.table().text())));
      assertArrayEquals(once.bytes(), twice.bytes(), rule);
    }
  }
}
