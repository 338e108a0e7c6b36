// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.List;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Source;
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
    return d.out.toString();
  }

  private void rule(int index) {
    TableRule rule = table.rules().get(index);
    out.append("rule ").append(index).append(' ');
    out.append(ByteString.of(rule.name()).quoted()).append(' ');
    out.append(rule.action().text()).append(' ').append(rule.phase().text());
    if (rule.error() != 0) {
      out.append(" error=").append(rule.error());
    }
    flag(rule, SctAbi.RULE_LOG, " log");
    flag(rule, SctAbi.RULE_CONTINUE, " continue");
    flag(rule, SctAbi.RULE_UNREADABLE_MATCHES, " unreadable-matches");
    out.append('\n');
    if (rule.format() != null) {
      out.append("  format ").append(ByteString.of(rule.format()).quoted()).append('\n');
    }
    if (!rule.captures().isEmpty()) {
      List<String> names = rule.captures().stream().map(Var::text).toList();
      out.append("  captures ").append(String.join(" ", names)).append('\n');
    }
    for (int i = 0; i < rule.code().size(); i++) {
      out.append(String.format("%6d  ", i));
      insn(rule.code().get(i));
    }
    for (Binding binding : table.bindings()) {
      if (binding.rule() == index) {
        binding(binding);
      }
    }
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
    switch (i.op()) {
      case LDI -> out.append('r').append(i.dst()).append(", ").append(i.imm());
      case LDV -> out.append('r').append(i.dst()).append(", ").append(variable(i));
      case JMP -> target(i, "");
      case RET -> out.append(i.imm());
      case JSNUL -> target(i, variable(i));
      default -> {
        if (i.isString()) {
          target(i, variable(i) + ", " + i.string().quoted());
        } else if (isImmediate(i.op())) {
          target(i, "r" + i.a() + ", " + i.imm());
        } else if (i.op().number() < Op.JEQ.number()) {
          out.append("r" + i.dst() + ", r" + i.a() + ", r" + i.b());
        } else {
          target(i, "r" + i.a() + ", r" + i.b());
        }
      }
    }
    out.append('\n');
  }

  private static boolean isImmediate(Op op) {
    return op.number() >= Op.JEQI.number() && op.number() <= Op.JSETI.number();
  }

  private void target(Insn i, String operands) {
    out.append(operands).append(operands.isEmpty() ? "-> " : " -> ").append(i.target());
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
  }

  private static String param(ViewParam p) {
    String type = p.type().text();
    return switch (p.source()) {
      case ARG -> "arg" + p.arg() + ":" + type;
      case CONST -> String.format("0x%x:%s", p.value(), type);
      case DEREF -> "*arg" + p.arg() + "+" + p.value() + ":" + type;
      case NONE -> Source.NONE.text();
    };
  }
}
