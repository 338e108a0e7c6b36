// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.syscalls.ParamMeaning;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.Insn;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.ViewParam;

/** A parameter's name means in each call of a rule the one that is so named there. */
class NamedParametersTest {
  private static final SyscallTable CALLS = SyscallTable.builtIn();

  /** By what a filter says of them, the calls that have such a parameter. */
  private static Map<String, List<Syscall>> filters() {
    Map<String, List<Syscall>> filters = new TreeMap<>();
    for (String name : CALLS.names()) {
      Syscall call = CALLS.find(name);
      for (Parameter parameter : call.parameters()) {
        ParamType type = ParamTable.seen(call, parameter, Phase.BEFORE);
        String value = type.isNumber() ? "7" : type.isString() ? "\"/x\"" : "NULL";
        add(filters, "PARAMS." + parameter.name() + " == " + value, call);
        if (ParamTable.meaning(name, call.firstAbi(), parameter.name())
            instanceof ParamMeaning.NamesFile) {
          add(filters, "PATH." + parameter.name() + " == \"/x\"", call);
        }
        if (type == ParamType.FD || type == ParamType.DIRFD) {
          add(filters, "FD." + parameter.name() + " == \"/x\"", call);
        }
        if (type == ParamType.SOCKADDR) {
          add(filters, "PARAMS." + parameter.name() + ".port == 7", call);
        }
      }
    }
    return filters;
  }

  private static void add(Map<String, List<Syscall>> filters, String filter, Syscall call) {
    filters.computeIfAbsent(filter, f -> new ArrayList<>()).add(call);
  }

  private static RuleTable compile(String filter, List<Syscall> calls) {
    String names = calls.stream().map(Syscall::name).collect(Collectors.joining(", "));
    String rule =
        "rule { syscall_name = %s rule_name = r coverage = exact when = before\n"
            + "filter_expression { %s } action { type = LOG } }";
    Compilation compilation =
        Compiler.compile(List.of(new SourceText("r", rule.formatted(names, filter))));
    assertNotNull(compilation.table(), () -> filter + " " + compilation.diagnostics());
    return compilation.table();
  }

  @Test
  void inEachCallItIsThatOfTheName() {
    int several = 0;
    for (Map.Entry<String, List<Syscall>> e : filters().entrySet()) {
      String name = e.getKey().split("[. ]")[1];
      long places =
          e.getValue().stream().map(c -> c.indexOf(c.firstAbi(), name)).distinct().count();
      if (places > 1) {
        several++;
        check(e.getKey(), name, e.getValue());
      }
    }
    assertTrue(several > 40, several + " names stand at several places");
  }

  private static boolean readsVariable(Op op) {
    return op == Op.LDV || op.number() >= Op.JSEQ.number();
  }

  private static void check(String filter, String name, List<Syscall> calls) {
    RuleTable table = compile(filter, calls);
    int used =
        table.rules().get(0).code().stream()
            .filter(i -> readsVariable(i.op()) && i.a() == Var.PARAMS.number())
            .mapToInt(Insn::b)
            .findFirst()
            .orElseThrow();
    int seen = 0;
    for (Binding binding : table.bindings()) {
      Syscall made = CALLS.find(CALLS.name(binding.abi(), binding.nr()));
      ViewParam param = table.views().get(binding.view()).param(used);
      int register = made.indexOf(binding.abi(), name);
      // An entry of ia32 may have another name for it.
      if (register >= 0) {
        String which = filter + ": " + made.name() + " of " + binding.abi();
        assertEquals(Source.ARG, param.source(), which);
        assertEquals(register, param.arg(), which);
        assertEquals(filter.startsWith("PATH"), param.type() == Type.PATH, which);
        seen++;
      }
    }
    assertTrue(seen >= calls.size(), filter);
  }
}
