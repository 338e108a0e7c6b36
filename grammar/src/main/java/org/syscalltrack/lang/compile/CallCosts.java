// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Automaton;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.Cost;
import org.syscalltrack.lang.table.Insn;
import org.syscalltrack.lang.table.Look;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.message.ErrorCode;

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

  /**
   * Of one rule, or of several.
   *
   * @param full with texts as long as can be
   * @param sure on its own account, if long texts are on a common one
   */
  private record Steps(long full, long sure) {
    static Steps of(TableRule rule) {
      return new Steps(
          SctAbi.COST_RULE + Cost.of(rule.code(), SctAbi.MAX_STRING),
          SctAbi.COST_RULE + Cost.of(rule.code(), SctAbi.COST_SHORT));
    }

    Steps plus(Steps rule, boolean named) {
      return new Steps(full + rule.full, sure + (named ? rule.sure : rule.full));
    }

    long ofPhase() {
      return full > SctAbi.MAX_COST ? Math.min(full, sure + SctAbi.MAX_SHARED_COST) : full;
    }
  }

  private final RuleTable table;
  private final List<Steps> ruleCosts;
  private final Map<Automaton, BitSet> named = new IdentityHashMap<>();
  private int nextLook;

  private CallCosts(RuleTable table) {
    this.table = table;
    ruleCosts = table.rules().stream().map(Steps::of).toList();
  }

  /** The call that may cost most, and the first of them. */
  public static Costliest costliest(RuleTable table) {
    CallCosts costs = new CallCosts(table);
    Costliest[] most = {new Costliest(Abi.X86_64, 0, 0)};
    costs.forEachCall(
        call -> {
          // Of two calls that cost the same the first one is told, as by the kernel.
          if (call.most() > most[0].steps()) {
            most[0] = new Costliest(call.first().abi(), call.first().nr(), call.most());
          }
        });
    return most[0];
  }

  /** Reports each rule with which some call costs too much, once. */
  static void check(RuleTable table, List<Compilation.RuleSpans> spans, Diagnostics diagnostics) {
    CallCosts costs = new CallCosts(table);
    Set<Integer> reported = new HashSet<>();
    costs.forEachCall(
        call -> {
          for (Over over : call.over) {
            if (reported.add(over.rule())) {
              diagnostics.add(costs.tooMuch(call.first(), over, spans));
            }
          }
        });
  }

  /** The rule with which the rules up to it cost too much. */
  private record Over(int rule, long sum, List<Integer> counted) {}

  /** The rules of a call. */
  private final class Call {
    private final List<Binding> bindings;
    private final Steps[] sums = new Steps[Phase.values().length];
    private final List<Over> over = new ArrayList<>();

    Call(List<Binding> bindings, long looks, List<BitSet> named) {
      this.bindings = bindings;
      Arrays.fill(sums, new Steps(looks, looks));
      int position = 0;
      for (Phase phase : Phase.values()) {
        List<Integer> counted = new ArrayList<>();
        for (Binding binding : bindings) {
          if (phaseOf(binding) != phase) {
            continue;
          }
          int at = position++;
          counted.add(binding.rule());
          add(phase, binding.rule(), named.stream().anyMatch(n -> n.get(at)), counted);
        }
      }
    }

    private void add(Phase phase, int rule, boolean isNamed, List<Integer> counted) {
      Steps before = sums[phase.number()];
      Steps sum = before.plus(ruleCosts.get(rule), isNamed);
      sums[phase.number()] = sum;
      boolean alone = ruleCosts.get(rule).full() > SctAbi.MAX_COST;
      if (before.ofPhase() <= SctAbi.MAX_COST && (alone || sum.ofPhase() > SctAbi.MAX_COST)) {
        over.add(new Over(rule, sum.ofPhase(), List.copyOf(counted)));
      }
    }

    Binding first() {
      return bindings.get(0);
    }

    long most() {
      return Arrays.stream(sums).mapToLong(Steps::ofPhase).max().orElseThrow();
    }
  }

  private Phase phaseOf(Binding binding) {
    return table.rules().get(binding.rule()).phase();
  }

  private void forEachCall(Consumer<Call> action) {
    table.forEachCall(bindings -> action.accept(call(bindings)));
  }

  /** Looks are in the order of calls, too. */
  private Call call(List<Binding> bindings) {
    Binding first = bindings.get(0);
    long steps = 0;
    List<BitSet> names = new ArrayList<>();
    for (; nextLook < table.looks().size(); nextLook++) {
      Look look = table.looks().get(nextLook);
      if (look.abi() != first.abi() || look.nr() != first.nr()) {
        break;
      }
      steps += Cost.ofLook(look.var());
      names.add(named.computeIfAbsent(look.automaton(), Automaton::named));
    }
    return new Call(bindings, steps, names);
  }

  private Diagnostic tooMuch(Binding b, Over over, List<Compilation.RuleSpans> spans) {
    int rule = over.rule();
    long own = ruleCosts.get(rule).full();
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
                + over.sum()
                + ", of "
                + SctAbi.MAX_COST;
    Diagnostic d =
        Diagnostic.error(ErrorCode.TOO_COSTLY, place(rule, spans), message).hint(hint(rule));
    int dearest = dearest(over.counted());
    return dearest == rule ? d : d.with(place(dearest, spans));
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
