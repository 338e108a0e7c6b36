// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.LinkedHashMap;
import java.util.Map;
import org.syscalltrack.abi.Aspect;
import org.syscalltrack.abi.Each;
import org.syscalltrack.abi.Fill;
import org.syscalltrack.abi.Follow;
import org.syscalltrack.abi.LengthAt;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** A table as text for people: rules, their code, the calls that they apply to, and the views. */
public final class Disassembler {
  private final RuleTable table;
  private final StringBuilder out = new StringBuilder();

  private Disassembler(RuleTable table) {
    this.table = table;
  }

  public static String print(RuleTable table) {
    Disassembler d = new Disassembler(table);
    for (int i = 0; i < table.rules().size(); i++) {
      d.rule(i);
    }
    for (int i = 0; i < table.views().size(); i++) {
      d.view(i, table.views().get(i));
    }
    d.looks();
    for (TableObject object : table.objects()) {
      d.object(object);
    }
    return d.out.toString();
  }

  private void rule(int index) {
    TableRule rule = table.rules().get(index);
    out.append("rule ").append(index).append(' ');
    out.append(ByteString.of(rule.name()).quoted()).append(' ');
    out.append(rule.act().action().text()).append(' ').append(rule.phase().text());
    if (rule.act().error() != 0) {
      out.append(" error=").append(rule.act().error());
    }
    if (rule.act().signal() != 0) {
      out.append(" signal=").append(rule.act().signal());
    }
    flag(rule, SctAbi.RULE_LOG, " log");
    flag(rule, SctAbi.RULE_CONTINUE, " continue");
    flag(rule, SctAbi.RULE_UNREADABLE_MATCHES, " unreadable-matches");
    flag(rule, SctAbi.RULE_INCLUDE_INIT, " include-init");
    out.append('\n');
    attributes(rule);
    for (int i = 0; i < rule.code().size(); i++) {
      out.append(String.format("%6d  ", i));
      insn(rule.code().get(i));
    }
    for (Binding binding : table.bindings()) {
      if (binding.rule() == index) {
        binding(binding);
      }
    }
    for (OpBinding binding : table.operations()) {
      if (binding.rule() == index) {
        out.append("  on operation ").append(binding.operation().text());
        out.append(" view ").append(binding.view()).append('\n');
      }
    }
  }

  /** What a rule has besides, each on a line; nothing of what it has if nothing is said. */
  private void attributes(TableRule rule) {
    if (rule.about().priority() != Priority.INFO) {
      line("priority", rule.about().priority().text());
    }
    if (!rule.about().tags().isEmpty()) {
      line("tags", String.join(" ", rule.about().tags()));
    }
    if (rule.about().description() != null) {
      line("description", ByteString.of(rule.about().description()).quoted());
    }
    if (rule.events().format() != null) {
      line("format", ByteString.of(rule.events().format()).quoted());
    }
    RateLimit rate = rule.events().rate();
    if (!rate.isNone()) {
      line("rate", rate.count() + " in " + rate.seconds() + " s per " + rate.scope().text());
    }
    if (rule.has(SctAbi.RULE_MUST)) {
      String then = rule.has(SctAbi.RULE_TIMEOUT_FAILS) ? " ms, then fails" : " ms, then goes on";
      line("must", rule.events().mustTimeoutMs() + then);
    }
    Asks asks = rule.act().asks();
    if (asks.somebody()) {
      line("asks", asks.deadlineMs() + " ms, then " + asks.unanswered().text());
    }
    if (rule.events().maxData() != SctAbi.MAX_DATA) {
      line("max-data", Integer.toString(rule.events().maxData()));
    }
    if (!rule.events().captures().isEmpty()) {
      line("captures", String.join(" ", rule.events().captures().stream().map(Var::text).toList()));
    }
    if (rule.events().derived() != 0) {
      StringBuilder list = new StringBuilder();
      for (int i = 0; i < SctAbi.MAX_DERIVED; i++) {
        list.append((rule.events().derived() >> i & 1) == 0 ? "" : " PARAMS[" + slot(i) + "]");
      }
      line("derived", list.substring(1));
    }
  }

  private void line(String word, String value) {
    out.append("  ").append(word).append(' ').append(value).append('\n');
  }

  /** The index of PARAMS by which a program reads derived parameter {@code i}. */
  private static int slot(int i) {
    return SctAbi.MAX_PARAMS + 1 + i;
  }

  private void flag(TableRule rule, int flag, String text) {
    if (rule.has(flag)) {
      out.append(text);
    }
  }

  private void binding(Binding b) {
    String name = SyscallTable.builtIn().name(b.abi(), b.nr());
    out.append("  on ").append(b.abi().text()).append(' ').append(b.nr());
    out.append(' ').append(name == null ? "?" : name).append(" view ").append(b.view());
    out.append(b.optional() ? " optional\n" : "\n");
  }

  private void insn(Insn i) {
    String name = i.op().name().toLowerCase(java.util.Locale.ROOT);
    out.append(String.format("%-11s ", name));
    switch (i.op().form()) {
      case LDI -> out.append('r').append(i.dst()).append(", ").append(i.imm());
      case LDV -> out.append('r').append(i.dst()).append(", ").append(variable(i));
      case JMP -> target(i, "");
      case RET -> out.append(i.imm());
      case ALU -> out.append("r" + i.dst() + ", r" + i.a() + ", r" + i.b());
      case JUMP -> target(i, "r" + i.a() + ", r" + i.b());
      case JUMPI -> target(i, "r" + i.a() + ", " + i.imm());
      case JTEXT, JGLOB -> target(i, each(i) + variable(i) + ", " + i.string().quoted());
      case JNUL -> target(i, variable(i));
      case JOBJ -> target(i, object(i.a()) + ", set " + i.imm());
      case JIP -> target(i, variable(i) + ", " + Network.text(i.string()));
    }
    out.append('\n');
  }

  private static String object(int number) {
    if (number == SctAbi.OBJECT_EXE) {
      return "program";
    }
    return number == 0 ? "any object" : "object " + number;
  }

  private void target(Insn i, String operands) {
    out.append(operands).append(operands.isEmpty() ? "-> " : " -> ").append(i.target());
  }

  private static String each(Insn i) {
    return i.dst() == Each.NONE.number() ? "" : Each.of(i.dst()).text() + " ";
  }

  private static String variable(Insn i) {
    Var var = Var.of(i.a());
    return var == Var.PARAMS ? "PARAMS[" + i.b() + "]" : var.text();
  }

  private void view(int index, View view) {
    out.append("view ").append(index).append(':');
    for (ViewParam param : view.params()) {
      out.append(' ').append(param(param));
    }
    if (view.isGuarded()) {
      out.append(" when ").append(param(view.guard()));
      out.append(String.format(" & 0x%x == 0x%x", view.mask(), view.value()));
    }
    out.append('\n');
    for (int i = 0; i < view.derived().size(); i++) {
      ViewParam p = view.derived().get(i);
      out.append("  PARAMS[").append(slot(i)).append("] ");
      out.append(p.name()).append(" of PARAMS[").append(p.param()).append("]: ");
      out.append(param(p)).append('\n');
    }
  }

  private void object(TableObject object) {
    out.append("set ").append(object.set()).append(": ").append(object.reach().text());
    out.append(' ').append(object.hold().text()).append(' ');
    out.append(object.path().quoted()).append('\n');
  }

  /** Calls with the same automaton have the same number for it. */
  private void looks() {
    Map<Automaton, Integer> automata = new LinkedHashMap<>();
    for (Look look : table.looks()) {
      automata.putIfAbsent(look.automaton(), automata.size());
      String name = SyscallTable.builtIn().name(look.abi(), look.nr());
      String value = look.var() == Var.PARAMS ? "arg" + look.arg() : look.var().text();
      out.append("look at ").append(value).append(" on ").append(look.abi().text());
      out.append(' ').append(look.nr()).append(' ').append(name == null ? "?" : name);
      out.append(": automaton ").append(automata.get(look.automaton())).append('\n');
    }
    automata.forEach(
        (automaton, i) ->
            out.append("automaton ").append(i).append(": ").append(automaton).append('\n'));
  }

  private static String param(ViewParam p) {
    String type = p.type() == null ? "" : p.type().text() + details(p);
    return switch (p.source()) {
      case ARG -> "arg" + p.arg() + ":" + type;
      case CONST -> String.format("0x%x:%s", p.value(), type);
      case DEREF -> "*arg" + p.arg() + "+" + p.value() + ":" + type;
      case FILLED ->
          "after "
              + (p.mode() == Fill.OK.number() ? "" : "> 0 ")
              + "*arg"
              + p.arg()
              + "+"
              + p.value()
              + ":"
              + type;
      case OBJECT ->
          "object"
              + p.arg()
              + (p.mode() == 0 ? "" : "." + Aspect.values()[p.mode()].text())
              + ":"
              + type;
      case KERNEL -> "kernel" + p.arg() + ":" + type;
      case PAIR -> "arg" + p.arg() + "+arg" + p.arg2() + "<<32:" + type;
      case NONE -> Source.NONE.text();
    };
  }

  /** Where the length is, or how the path is resolved. */
  private static String details(ViewParam p) {
    if (p.hasLength() && p.mode() != LengthAt.NONE.number()) {
      LengthAt at = LengthAt.of(p.mode());
      return switch (at) {
        case ARG -> "[arg" + p.arg2() + "]";
        case AT -> "[*arg" + p.arg2() + "]";
        case IN -> "[" + (p.value() & 0xffff) + ", " + (p.value() >> 16) + "]";
        case NONE, RETVAL -> "[" + at.text() + "]";
      };
    } else if (p.type() == Type.ITEM) {
      return "[" + p.value() + "]";
    } else if (p.type() != Type.PATH) {
      return "";
    }
    String from = p.arg2() == SctAbi.NO_ARG ? "cwd" : "arg" + p.arg2();
    Follow follow = Follow.of(p.mode());
    return switch (follow) {
      case NO, YES -> "(" + from + ", follow " + follow.text() + ")";
      case IF, UNLESS ->
          String.format(
              "(%s, follow %s arg%d & 0x%x)",
              from, follow.text(), p.value() >>> 32, p.value() & 0xffff_ffffL);
    };
  }
}
