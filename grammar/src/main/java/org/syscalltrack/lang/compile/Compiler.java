// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.RuleNode;
import org.syscalltrack.lang.ast.RulesFile;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.FilterWarnings;
import org.syscalltrack.lang.check.Folder;
import org.syscalltrack.lang.check.RuleChecker;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.TableWriter;

/** Rule files to one table: runs the passes and puts their results together. */
public final class Compiler {
  private final Diagnostics diagnostics;
  private final List<CheckedRule> rules = new ArrayList<>();
  private final List<TableRule> tableRules = new ArrayList<>();
  private final List<Compilation.RuleSpans> spans = new ArrayList<>();

  private Compiler(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Compiles the rules of all sources, in order, into one table. */
  public static Compilation compile(List<SourceText> sources) {
    return compile(sources, new Diagnostics());
  }

  /** The same, when there may be messages already, say of a file that could not be read. */
  public static Compilation compile(List<SourceText> sources, Diagnostics diagnostics) {
    Compiler compiler = new Compiler(diagnostics);
    for (SourceText source : sources) {
      compiler.check(source);
    }
    compiler.checkNames();
    RuleTable table = diagnostics.hasErrors() ? null : compiler.generate();
    byte[] bytes = diagnostics.hasErrors() ? null : TableWriter.write(table);
    return new Compilation(
        bytes == null ? null : table, bytes, diagnostics.sorted(), compiler.spans);
  }

  private void check(SourceText source) {
    int errors = diagnostics.errorCount();
    RulesFile file = RuleParser.parse(source, diagnostics);
    if (file.rules().isEmpty() && diagnostics.errorCount() == errors) {
      diagnostics.error(
          new Span(source, 0, 0),
          "no rules in this file",
          "a rule is: rule { syscall_name = ... }");
    }
    RuleChecker checker = new RuleChecker(SyscallTable.builtIn(), diagnostics);
    for (RuleNode node : file.rules()) {
      CheckedRule rule = checker.check(node);
      if (rule != null) {
        rules.add(rule);
      }
    }
  }

  private void checkNames() {
    Map<String, CheckedRule> byName = new HashMap<>();
    for (CheckedRule rule : rules) {
      CheckedRule first = byName.putIfAbsent(rule.name(), rule);
      if (first != null) {
        diagnostics.add(
            Diagnostic.error(rule.span(), "a rule named '" + rule.name() + "' is there already")
                .with(first.span()));
      }
    }
    if (rules.size() > SctAbi.MAX_RULES) {
      diagnostics.error(
          rules.get(SctAbi.MAX_RULES).span(),
          "more than " + SctAbi.MAX_RULES + " rules, the limit of a table");
    }
  }

  private RuleTable generate() {
    Binder binder = new Binder(SyscallTable.builtIn(), FamilyTable.builtIn());
    for (CheckedRule rule : rules) {
      Program program = program(rule);
      binder.bind(tableRules.size(), rule);
      tableRules.add(tableRule(rule, program));
      spans.add(new Compilation.RuleSpans(rule.span(), program.spans()));
    }
    RuleTable table =
        new RuleTable(tableRules, binder.views(), binder.bindings(), CanonicalPrinter.print(rules));
    HiddenRules.warn(table, rules, diagnostics);
    return table;
  }

  private Program program(CheckedRule rule) {
    if (rule.filter() == null) {
      return Program.EMPTY;
    }
    Cond folded = Folder.fold(rule.filter());
    FilterWarnings.check(rule.filter(), folded, rule.filterSpan(), diagnostics);
    try {
      Program program = CodeGenerator.generate(CheapFirst.order(folded));
      if (program.insns().size() > SctAbi.MAX_INSNS_PER_RULE) {
        diagnostics.error(
            rule.filterSpan(),
            "this filter needs "
                + program.insns().size()
                + " instructions, the kernel takes "
                + SctAbi.MAX_INSNS_PER_RULE,
            "divide it among several rules");
      }
      return program;
    } catch (Registers.Exhausted e) {
      diagnostics.error(e.span(), "this expression has too many intermediate results");
      return Program.EMPTY;
    }
  }

  private static TableRule tableRule(CheckedRule rule, Program program) {
    int flags = 0;
    if (rule.format() != null) {
      flags |= SctAbi.RULE_LOG;
    }
    if (rule.continues()) {
      flags |= SctAbi.RULE_CONTINUE;
    }
    if (rule.action() != Action.LOG) {
      // What cannot be examined must not slip through a rule that refuses.
      flags |= SctAbi.RULE_UNREADABLE_MATCHES;
    }
    return new TableRule(
        rule.name(),
        rule.format() == null ? null : rule.format().text(),
        program.insns(),
        rule.action(),
        rule.phase(),
        flags,
        rule.error(),
        captures(rule));
  }

  /** What the format shows and the head of every event does not have. */
  private static EnumSet<Var> captures(CheckedRule rule) {
    if (rule.format() == null) {
      return EnumSet.noneOf(Var.class);
    }
    EnumSet<Var> vars = rule.format().variables();
    vars.removeAll(EnumSet.of(Var.PID, Var.TID, Var.UID, Var.RETVAL));
    return vars;
  }
}
