// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.Cost;
import org.syscalltrack.lang.table.Insn;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableRule;

/** What the rules on each call may cost; the kernel refuses what is over its budget. */
public final class CallCosts {
  /**
   * A call and what its rules may cost in one phase.
   *
   * @param steps 0: there are no rules
   */
  public record Costliest(Abi abi, int nr, long steps) {
    /** As in "at most 1234 steps a call (unlinkat)". */
    @Override
    public String toString() {
      return steps == 0
          ? "no steps"
          : "at most "
              + steps
              + " steps a call ("
              + SyscallTable.builtIn().nameOrNumber(abi, nr)
              + "), of "
              + SctAbi.MAX_COST;
    }
  }

  private final RuleTable table;
  private final long[] ruleCosts;
  private final long[] sums = new long[Phase.values().length];

  /** The rules of the present call and phase that have been counted. */
  private final List<List<Integer>> counted = new ArrayList<>();

  private CallCosts(RuleTable table) {
    this.table = table;
    ruleCosts = table.rules().stream().mapToLong(rule -> Cost.of(rule.code())).toArray();
    for (int i = 0; i < sums.length; i++) {
      counted.add(new ArrayList<>());
    }
  }

  /** The call that may cost most, and the first of them. */
  public static Costliest costliest(RuleTable table) {
    CallCosts costs = new CallCosts(table);
    Costliest most = new Costliest(Abi.X86_64, 0, 0);
    Binding last = null;
    for (Binding b : table.bindings()) {
      costs.startCall(last, b);
      long sum = costs.add(b);
      // Of two calls that cost the same the first one is told, as by the kernel.
      if (sum > most.steps()) {
        most = new Costliest(b.abi(), b.nr(), sum);
      }
      last = b;
    }
    return most;
  }

  /** Reports each rule with which some call costs too much, once. */
  static void check(RuleTable table, List<Compilation.RuleSpans> spans, Diagnostics diagnostics) {
    CallCosts costs = new CallCosts(table);
    Set<Integer> reported = new HashSet<>();
    Binding last = null;
    for (Binding b : table.bindings()) {
      boolean first = costs.startCall(last, b);
      int phase = table.rules().get(b.rule()).phase().number();
      boolean wasGood = first || costs.sums[phase] <= SctAbi.MAX_COST;
      long sum = costs.add(b);
      if (wasGood && sum > SctAbi.MAX_COST && reported.add(b.rule())) {
        diagnostics.add(costs.tooMuch(b, sum, costs.counted.get(phase), spans));
      }
      last = b;
    }
  }

  private boolean startCall(Binding last, Binding b) {
    boolean starts = last == null || last.abi() != b.abi() || last.nr() != b.nr();
    if (starts) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = 0;
        counted.get(i).clear();
      }
    }
    return starts;
  }

  private long add(Binding b) {
    int phase = table.rules().get(b.rule()).phase().number();
    sums[phase] += SctAbi.COST_RULE + ruleCosts[b.rule()];
    counted.get(phase).add(b.rule());
    return sums[phase];
  }

  private Diagnostic tooMuch(
      Binding b, long sum, List<Integer> rules, List<Compilation.RuleSpans> spans) {
    long own = SctAbi.COST_RULE + ruleCosts[b.rule()];
    boolean alone = own > SctAbi.MAX_COST;
    String call = SyscallTable.builtIn().nameOrNumber(b.abi(), b.nr());
    String message =
        alone
            ? "this rule may cost " + own + " steps a call, of " + SctAbi.MAX_COST
            : "this rule may cost "
                + own
                + " steps a call, and with those before it on "
                + call
                + " "
                + sum
                + ", of "
                + SctAbi.MAX_COST;
    Diagnostic d = Diagnostic.error(place(b.rule(), spans), message).hint(hint(b.rule()));
    int dearest = dearest(rules);
    return dearest == b.rule() ? d : d.with(place(dearest, spans));
  }

  /** The rule with the comparison that costs most. */
  private int dearest(List<Integer> rules) {
    int dearest = rules.get(0);
    for (int rule : rules) {
      if (cost(rule) > cost(dearest)) {
        dearest = rule;
      }
    }
    return dearest;
  }

  private long cost(int rule) {
    int insn = costliestInsn(table.rules().get(rule));
    return insn < 0 ? 0 : Cost.of(table.rules().get(rule).code().get(insn));
  }

  /** -1 of a rule without a filter. */
  private static int costliestInsn(TableRule rule) {
    int most = -1;
    for (int i = 0; i < rule.code().size(); i++) {
      if (most < 0 || Cost.of(rule.code().get(i)) > Cost.of(rule.code().get(most))) {
        most = i;
      }
    }
    return most;
  }

  private Span place(int rule, List<Compilation.RuleSpans> spans) {
    int insn = costliestInsn(table.rules().get(rule));
    Compilation.RuleSpans of = spans.get(rule);
    return insn < 0 ? of.rule() : of.insns().get(insn);
  }

  private String hint(int rule) {
    int at = costliestInsn(table.rules().get(rule));
    Insn insn = at < 0 ? null : table.rules().get(rule).code().get(at);
    return hint(insn);
  }

  /** What makes a comparison cheaper; {@code null} for a rule without one. */
  public static String hint(Insn insn) {
    if (insn != null) {
      switch (insn.op()) {
        case JSCONTAINS, JSCONTAINSC:
          return "startswith, endswith and == look at one place of a text, contains at each";
        case JSGLOB, JSGLOBC:
          return "what stands between two '*' is looked for at each place of a text; it costs most"
              + " if it has a set, or repeats itself";
        default:
          break;
      }
    }
    return "what counts is all rules on the call: fewer of them, or fewer comparisons in each";
  }
}
