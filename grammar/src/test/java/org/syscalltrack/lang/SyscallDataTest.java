// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.syscalls.FamilyTable;
import org.syscalltrack.lang.syscalls.ParamTable;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/** The data of syscalls/ is complete enough that a rule on any call compiles. */
class SyscallDataTest {
  private static RuleTable tableOfAllCalls() {
    StringBuilder rules = new StringBuilder();
    for (String name : SyscallTable.builtIn().names()) {
      rules.append("rule { syscall_name = ").append(name).append(" rule_name = ").append(name);
      rules.append(" action { type = LOG } when = before }\n");
    }
    Compilation compiled = Compiler.compile(List.of(new SourceText("all", rules.toString())));
    assertTrue(compiled.isGood(), () -> compiled.diagnostics().toString());
    return compiled.table();
  }

  @Test
  void everyCallCanBeNamed() {
    RuleTable table = tableOfAllCalls();
    assertTrue(table.rules().size() > 400);
    Map<Integer, Integer> required = new HashMap<>();
    for (Binding b : table.bindings()) {
      assertTrue(b.nr() >= 0 && b.nr() < SctAbi.MAX_NR);
      assertNotNull(SyscallTable.builtIn().name(b.abi(), b.nr()));
      if (!b.optional()) {
        required.merge(b.rule(), 1, Integer::sum);
      }
    }
    for (int rule = 0; rule < table.rules().size(); rule++) {
      assertEquals(1, required.get(rule), table.rules().get(rule).name());
    }
  }

  @Test
  void viewsHaveTheParametersOfTheNamedCall() {
    RuleTable table = tableOfAllCalls();
    for (Binding b : table.bindings()) {
      String name = table.rules().get(b.rule()).name();
      View view = table.views().get(b.view());
      var call = SyscallTable.builtIn().find(name);
      var parameters = call.parameters();
      assertEquals(parameters.size(), view.params().size(), name);
      for (int i = 0; i < parameters.size(); i++) {
        ViewParam seen = view.params().get(i);
        boolean string = ParamTable.seen(call, parameters.get(i), Phase.BEFORE).isString();
        if (seen.source() == Source.ARG) {
          assertEquals(string, ParamType.isString(seen.type()), name + " " + parameters.get(i));
        } else {
          assertTrue(ParamType.isNumber(seen.type()), name + " " + parameters.get(i));
        }
        assertTrue(view.params().get(i).arg() >= 0 && view.params().get(i).arg() < 6, name);
      }
    }
  }

  @Test
  void basesOfFamiliesAreCalls() {
    for (String base : FamilyTable.builtIn().bases()) {
      assertNotNull(SyscallTable.builtIn().find(base), base);
    }
  }

  @Test
  void typesHaveTheWidthOfTheirAbi() {
    assertEquals(Type.S64, ParamType.SIZE.type(Abi.X86_64));
    assertEquals(Type.S64, ParamType.SIZE.type(Abi.X32));
    assertEquals(Type.S32, ParamType.SIZE.type(Abi.IA32));
    assertEquals(Type.S64, ParamType.LOFF.type(Abi.IA32));
  }

  @Test
  void namesAndNumbers() {
    SyscallTable table = SyscallTable.builtIn();
    assertEquals("unlinkat", table.name(Abi.X86_64, 263));
    assertEquals("unlink", table.name(Abi.IA32, 10));
    assertEquals("execve", table.name(Abi.X32, 520));
    assertNull(table.name(Abi.X86_64, 1023));
    assertNull(table.find("unlin"));
    assertNull(table.find(""));
    assertNull(table.find("#"));
  }
}
