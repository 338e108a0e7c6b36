// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.RuleTable;

class EveryCallTest {
  private static RuleTable compile(String when, String action) {
    String rule =
        "rule { syscall_name = * rule_name = r filter_expression { UID == 5 } when = "
            + when
            + " action { type = "
            + action
            + " } }";
    return Compiler.compile(List.of(new SourceText("r", rule))).table();
  }

  private static Set<String> calls(RuleTable table) {
    return table.bindings().stream()
        .map(b -> SyscallTable.builtIn().name(b.abi(), b.nr()))
        .collect(Collectors.toSet());
  }

  @Test
  void everyCallIsBoundAndOneIsRequired() {
    RuleTable table = compile("before", "LOG");
    assertEquals(SyscallTable.builtIn().names(), calls(table));
    assertEquals(1, table.bindings().stream().filter(b -> !b.optional()).count());
    assertEquals(
        table.bindings().size(),
        table.bindings().stream().map(b -> List.of(b.abi(), b.nr())).distinct().count());
    assertEquals(table.bindings().stream().sorted().toList(), table.bindings());
  }

  @Test
  void callsThatDoNotReturnAreLeftOutWhereTheyMust() {
    for (RuleTable table :
        List.of(compile("after", "LOG"), compile("before", "FAIL error_code = 1"))) {
      Set<String> calls = calls(table);
      assertFalse(calls.contains("exit_group") || calls.contains("rt_sigreturn"));
      assertTrue(calls.contains("read"));
      for (Binding b : table.bindings()) {
        assertTrue(b.optional() || SyscallTable.builtIn().name(b.abi(), b.nr()).equals("read"));
      }
    }
  }
}
