// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.config.text.Guards;
import org.syscalltrack.config.text.Words;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.Errno;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.TableRule;

/** What a rule does, in English: which calls it sees, when it matches, what follows. */
final class RuleInWords {
  private static final int MAX_CALLS_SHOWN = 12;

  private final Compilation compilation;
  private final int index;
  private final CheckedRule rule;
  private final TableRule compiled;
  private final PrintStream out;

  RuleInWords(Compilation compilation, int index, PrintStream out) {
    this.compilation = compilation;
    this.index = index;
    this.rule = compilation.rules().get(index);
    this.compiled = compilation.table().rules().get(index);
    this.out = out;
  }

  void print() {
    Span place = rule.span();
    out.println(rule.name() + " (" + place.source().name() + ":" + place.line() + ")");
    calls();
    condition();
    action();
    log();
    order();
  }

  private void calls() {
    if (rule.isOnObjects()) {
      operations();
      return;
    }
    out.println(
        "  " + (rule.phase() == Phase.BEFORE ? "Before" : "After") + " each call of " + of());
    Map<Abi, List<String>> seen = new EnumMap<>(Abi.class);
    for (Binding b : compilation.table().bindings()) {
      if (b.rule() == index) {
        seen.computeIfAbsent(b.abi(), abi -> new ArrayList<>()).add(call(b));
      }
    }
    for (Map.Entry<Abi, List<String>> entry : seen.entrySet()) {
      List<String> all = entry.getValue();
      int shown = all.size() > 2 * MAX_CALLS_SHOWN ? MAX_CALLS_SHOWN : all.size();
      String more = shown < all.size() ? ", and " + (all.size() - shown) + " more" : "";
      String list = String.join(", ", all.subList(0, shown)) + more;
      out.println("    " + Words.pad(entry.getKey().text(), 8) + list);
    }
  }

  /** What is asked about where its objects are known, whoever wants it done. */
  private void operations() {
    List<String> all =
        compilation.table().operations().stream()
            .filter(b -> b.rule() == index)
            .map(b -> b.operation().text())
            .distinct()
            .toList();
    out.println("  For " + words() + ", by whatever name, call or io_uring, where the kernel has");
    out.println("  found what it is about, before:");
    out.println("    " + String.join(", ", all));
  }

  private String words() {
    return String.join(", ", rule.callWords());
  }

  private String of() {
    if (rule.everyCall()) {
      return "everything that there is:";
    }
    return words() + (rule.exact() ? " itself:" : ", or of another call that does the same:");
  }

  private String call(Binding b) {
    String name = SyscallTable.builtIn().name(b.abi(), b.nr());
    String when = Guards.text(compilation.table().views().get(b.view()), b.abi(), b.nr());
    return when.isEmpty() ? name : name + " (" + when + ")";
  }

  private void condition() {
    Cond filter = rule.filter();
    if (filter == null) {
      out.println("  always:");
      return;
    }
    out.println("  if");
    new CondInWords(rule).tree(filter).print("    ", out);
    out.println("  then:");
    if (hasStrings()) {
      boolean matches = compiled.has(SctAbi.RULE_UNREADABLE_MATCHES);
      out.println(
          "    (if a string cannot be read from the program's memory, the rule "
              + (matches ? "matches)" : "does not match)"));
    }
  }

  private boolean hasStrings() {
    return compiled.code().stream().anyMatch(insn -> insn.isString());
  }

  private void action() {
    String text =
        switch (rule.action().type()) {
          case LOG ->
              rule.phase() == Phase.BEFORE ? "the call runs" : "nothing changes for the program";
          case FAIL ->
              "the call does not run, and the program gets the error "
                  + Errno.text(rule.action().error());
          case KILL -> "the call does not run, and the process is killed";
          case SUSPEND ->
              rule.action().asks().somebody()
                  ? "the process waits before the call for an answer (sct_config pending)"
                  : "the process is stopped before the call; SIGCONT lets it go on";
        };
    out.println("    " + text + ",");
    if (rule.action().asks().somebody()) {
      out.println("    and without one in " + unanswered() + ",");
    }
  }

  private String unanswered() {
    int ms = rule.action().asks().deadlineMs();
    String time = ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms";
    return switch (rule.action().asks().unanswered()) {
      case FAILED -> time + " the program gets the error " + Errno.text(rule.action().error());
      case KILLED -> time + " the process is killed";
      case ALLOWED, SUSPENDED -> time + " the call runs";
    };
  }

  private void log() {
    if (rule.action().format() == null) {
      out.println("    and nothing is logged;");
    } else {
      out.println("    and an event is logged, as the line:");
      out.println("      " + rule.action().format().text());
    }
    if (rule.action().interferes() && !rule.action().includeInit()) {
      out.println("    init and who has the control device open are spared;");
    }
  }

  private void order() {
    out.println(
        rule.action().continues()
            ? "    the rules behind this one are asked, too."
            : "    the rules behind this one are not asked about that call.");
  }
}
