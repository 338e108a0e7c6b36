// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.Item;
import org.syscalltrack.lang.ast.RuleNode;
import org.syscalltrack.lang.check.CheckedAction;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.Delivery;
import org.syscalltrack.lang.check.ExceptionNotes;
import org.syscalltrack.lang.check.FilterWarnings;
import org.syscalltrack.lang.check.Folder;
import org.syscalltrack.lang.check.PathTextNotes;
import org.syscalltrack.lang.check.RuleChecker;
import org.syscalltrack.lang.check.Scope;
import org.syscalltrack.lang.check.SystemCalls;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.format.Macro;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceLoader;
import org.syscalltrack.lang.look.LookPlanner;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.TableWriter;
import org.syscalltrack.message.ErrorCode;
import org.syscalltrack.message.WarningCode;

/** Rule files to one table: runs the passes and puts their results together. */
public final class Compiler {
  private static final int MAX_INCLUDES = 16;

  private static final SourceLoader NO_FILES =
      (from, name) -> {
        throw new SourceException(
            Diagnostic.ofFile(ErrorCode.NO_FILES_HERE, name, "there are no files here"));
      };

  private final SourceLoader loader;
  private final Diagnostics diagnostics;
  private final List<CheckedRule> rules = new ArrayList<>();
  private final List<TableRule> tableRules = new ArrayList<>();
  private final List<Compilation.RuleSpans> spans = new ArrayList<>();
  private final ObjectSets objects = new ObjectSets();
  private Span protectedAt;

  private Compiler(SourceLoader loader, Diagnostics diagnostics) {
    this.loader = loader;
    this.diagnostics = diagnostics;
  }

  /** Compiles the rules of all sources, in order, into one table; they can include no files. */
  public static Compilation compile(List<SourceText> sources) {
    return compile(sources, NO_FILES, new Diagnostics());
  }

  /**
   * The same.
   *
   * @param diagnostics may hold messages already, say of a file that could not be read
   */
  public static Compilation compile(
      List<SourceText> sources, SourceLoader loader, Diagnostics diagnostics) {
    Compiler compiler = new Compiler(loader, diagnostics);
    for (SourceText source : sources) {
      compiler.checkFile(source);
    }
    compiler.checkNames();
    RuleTable table = diagnostics.hasErrors() ? null : compiler.generate();
    byte[] bytes = diagnostics.hasErrors() ? null : TableWriter.write(table);
    return new Compilation(
        bytes == null ? null : table, bytes, compiler.rules, diagnostics.sorted(), compiler.spans);
  }

  private void checkFile(SourceText source) {
    int errors = diagnostics.errorCount();
    int before = rules.size();
    Scope scope = new Scope(diagnostics);
    check(source, scope, List.of(source.name()));
    if (diagnostics.errorCount() > errors) {
      return;
    }
    if (rules.size() == before) {
      diagnostics.error(
          ErrorCode.NO_RULES,
          new Span(source, 0, 0),
          "no rules in this file",
          "a rule is: rule { syscall_name = ... }");
    }
    scope.warnUnused();
  }

  /** Checks a file and those that it includes; {@code chain} names those that are open. */
  private void check(SourceText source, Scope scope, List<String> chain) {
    RuleChecker checker = new RuleChecker(SyscallTable.builtIn(), scope, diagnostics);
    for (Item item : RuleParser.parse(source, diagnostics).items()) {
      if (item instanceof RuleNode node) {
        CheckedRule rule = checker.check(node);
        if (rule != null) {
          rules.add(rule);
        }
      } else if (item instanceof Item.ListNode list) {
        scope.define(list);
      } else if (item instanceof Item.MacroNode macro) {
        scope.define(macro);
      } else if (item instanceof Item.DefaultNode format) {
        scope.define(format);
      } else if (item instanceof Item.ProtectNode protect) {
        protect(protect, scope);
      } else if (item instanceof Item.IncludeNode include) {
        include(include, scope, chain);
      }
    }
  }

  /** Its rules stand in front of all others: what these allow or only log does not go past them. */
  private void protect(Item.ProtectNode node, Scope scope) {
    if (!SelfProtection.isMeant(node, diagnostics)) {
      return;
    }
    if (protectedAt != null) {
      diagnostics.add(
          Diagnostic.error(
                  ErrorCode.PROTECTED_TWICE, node.span(), "'protect_self' has been said already")
              .with(protectedAt));
      return;
    }
    protectedAt = node.span();
    rules.addAll(0, SelfProtection.rules(node, scope, diagnostics));
  }

  private void include(Item.IncludeNode include, Scope scope, List<String> chain) {
    Span at = include.file().span();
    try {
      SourceText file = loader.load(at.source(), include.file().text()).includedBy(at);
      if (chain.contains(file.name())) {
        diagnostics.error(
            ErrorCode.INCLUDE_CIRCLE,
            at,
            "this file includes itself: " + String.join(" -> ", chain));
      } else if (chain.size() > MAX_INCLUDES) {
        diagnostics.error(
            ErrorCode.INCLUDES_TOO_DEEP,
            at,
            "more than " + MAX_INCLUDES + " includes inside each other");
      } else {
        List<String> longer = new ArrayList<>(chain);
        longer.add(file.name());
        check(file, scope, longer);
      }
    } catch (SourceException e) {
      Diagnostic d = e.diagnostic();
      diagnostics.error(
          ErrorCode.CANNOT_INCLUDE,
          at,
          "cannot include '" + include.file().text() + "': " + d.message());
    }
  }

  private void checkNames() {
    Map<String, CheckedRule> byName = new HashMap<>();
    for (CheckedRule rule : rules) {
      CheckedRule first = byName.putIfAbsent(rule.name(), rule);
      if (first != null) {
        diagnostics.add(
            Diagnostic.error(
                    ErrorCode.RULE_TWICE,
                    rule.span(),
                    "a rule named '" + rule.name() + "' is there already")
                .with(first.span()));
      }
    }
    if (rules.size() > SctAbi.MAX_RULES) {
      diagnostics.error(
          ErrorCode.TOO_MANY_RULES,
          rules.get(SctAbi.MAX_RULES).span(),
          "more than " + SctAbi.MAX_RULES + " rules, the limit of a table");
    }
  }

  private RuleTable generate() {
    List<Cond> filters = new ArrayList<>();
    Binder binder = new Binder(SyscallTable.builtIn(), FamilyTable.builtIn());
    OperationBinder operations = new OperationBinder(binder::viewIndex);
    for (CheckedRule rule : rules) {
      Cond filter = rule.filter() == null ? null : Folder.fold(rule.filter());
      Program program = program(rule, filter);
      filters.add(filter == null ? null : CheapFirst.order(filter));
      if (rule.isOnObjects()) {
        operations.bind(tableRules.size(), rule);
        limitObjects(rule);
      } else {
        warnUnseen(rule, binder.bind(tableRules.size(), rule, program));
      }
      tableRules.add(tableRule(rule, program));
      spans.add(new Compilation.RuleSpans(rule.span(), program.spans()));
    }
    RuleTable table =
        new RuleTable(
            tableRules,
            binder.views(),
            binder.bindings(),
            CanonicalPrinter.print(rules),
            List.of(),
            objects.objects(),
            operations.bindings());
    HiddenRules.warn(table, rules, diagnostics);
    RuleTable looked = table.with(LookPlanner.plan(table, filters));
    CallCosts.check(looked, spans, diagnostics);
    return looked;
  }

  private void limitObjects(CheckedRule rule) {
    if (objects.objects().size() > SctAbi.MAX_OBJECTS) {
      diagnostics.error(
          ErrorCode.TOO_MANY_OBJECTS,
          rule.filterSpan(),
          "with this rule there are more than " + SctAbi.MAX_OBJECTS + " objects in the table",
          "a directory with all that is in it is one object: OBJECT[1] under \"...\"");
    }
  }

  private Program program(CheckedRule rule, Cond folded) {
    if (folded == null) {
      return Program.EMPTY;
    }
    FilterWarnings.check(rule.filter(), folded, rule.filterSpan(), callNumbers(rule), diagnostics);
    PathTextNotes.check(rule, folded, diagnostics);
    ExceptionNotes.check(rule, folded, diagnostics);
    try {
      Cond narrowed = rule.isOnObjects() ? new PermissionTest(rule).narrow(rule, folded) : folded;
      Program program = CodeGenerator.generate(CheapFirst.order(narrowed), objects, rule.hold());
      if (program.insns().size() > SctAbi.MAX_INSNS_PER_RULE) {
        diagnostics.error(
            ErrorCode.FILTER_TOO_LARGE,
            rule.filterSpan(),
            "this filter needs "
                + program.insns().size()
                + " instructions, the kernel takes "
                + SctAbi.MAX_INSNS_PER_RULE,
            "divide it among several rules");
      }
      return program;
    } catch (Registers.Exhausted e) {
      diagnostics.error(
          ErrorCode.TOO_MANY_RESULTS,
          e.span(),
          "this expression has too many intermediate results");
      return Program.EMPTY;
    }
  }

  /** What SYSCALL can be in the rule; null: anything. */
  private static Set<Long> callNumbers(CheckedRule rule) {
    if (rule.everyCall()) {
      return null;
    }
    Set<Long> numbers = new HashSet<>();
    for (Syscall call : rule.calls()) {
      numbers.addAll(SystemCalls.numbers(call.name()));
      for (FamilyMember member : FamilyTable.builtIn().of(call)) {
        numbers.addAll(rule.exact() ? List.of() : SystemCalls.numbers(member.member()));
      }
    }
    return numbers;
  }

  private static TableRule tableRule(CheckedRule rule, Program program) {
    CheckedAction action = rule.action();
    Delivery delivery = action.delivery();
    return new TableRule(
        new TableRule.About(
            rule.name(), rule.about().priority(), rule.about().tags(), rule.about().description()),
        rule.phase(),
        program.insns(),
        new TableRule.Act(action.type(), action.signal(), action.error(), action.asks()),
        new TableRule.Events(
            action.format() == null ? null : action.format().text(),
            delivery.rate(),
            carriedDerived(rule),
            delivery.maxData(),
            delivery.mustTimeoutMs(),
            captures(rule, program)),
        flags(rule));
  }

  /** A rule that refuses and sees not all of what its name means is easily got round. */
  private void warnUnseen(CheckedRule rule, List<String> unseen) {
    if (!unseen.isEmpty() && rule.action().interferes()) {
      diagnostics.add(
          Diagnostic.warning(
                  WarningCode.PARTLY_KNOWN,
                  rule.filterSpan(),
                  "what this filter needs is not known of " + String.join(", ", unseen))
              .hint("the rule does not see these calls; coverage = exact says that it need not"));
    }
  }

  /** The derived parameters that the format shows; all, if somebody is to decide by them. */
  private static int carriedDerived(CheckedRule rule) {
    if (rule.action().asks().somebody()) {
      return (1 << rule.derived().size()) - 1;
    }
    int bits = 0;
    if (rule.action().format() != null) {
      for (Macro.OfParam param : rule.action().format().parameters()) {
        int slot = rule.derived().indexOf(param.shown());
        bits |= slot < 0 ? 0 : 1 << slot;
      }
    }
    return bits;
  }

  private static int flags(CheckedRule rule) {
    CheckedAction action = rule.action();
    return flag(action.format() != null, SctAbi.RULE_LOG)
        | flag(action.continues(), SctAbi.RULE_CONTINUE)
        | flag(rule.unreadableMatches(), SctAbi.RULE_UNREADABLE_MATCHES)
        | flag(action.delivery().isMust(), SctAbi.RULE_MUST)
        | flag(action.delivery().timeoutFails(), SctAbi.RULE_TIMEOUT_FAILS)
        | flag(action.includeInit(), SctAbi.RULE_INCLUDE_INIT);
  }

  private static int flag(boolean set, int flag) {
    return set ? flag : 0;
  }

  /**
   * What the format shows and the head of every event does not have. Where somebody is to decide,
   * what the filter looks at belongs to what he decides about.
   */
  private static EnumSet<Var> captures(CheckedRule rule, Program program) {
    LogFormat format = rule.action().format();
    EnumSet<Var> vars = format == null ? EnumSet.noneOf(Var.class) : format.variables();
    if (rule.action().asks().somebody()) {
      vars.addAll(Uses.variables(program));
    }
    vars.removeAll(EnumSet.of(Var.PARAMS, Var.PID, Var.TID, Var.UID, Var.RETVAL));
    return vars;
  }
}
