// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.TableRule;

class RulesTest {
  @TempDir Path dir;

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  @Test
  void everyCallCanBeLogged() {
    List<String> calls = new ArrayList<>(SyscallTable.builtIn().names());
    Compilation all = Rules.compile(List.of(), calls);
    assertTrue(all.isGood(), () -> all.diagnostics().toString());
    assertEquals(calls, all.table().rules().stream().map(TableRule::name).toList());
  }

  @Test
  void whatDoesNotReturnIsLoggedBefore() {
    Compilation two = Rules.compile(List.of(), List.of("open", "exit_group"));
    assertEquals(
        List.of(Phase.AFTER, Phase.BEFORE),
        two.table().rules().stream().map(TableRule::phase).toList());
  }

  @Test
  void filesCountAsOneAndMayIncludeOthers() throws IOException {
    String rule = "rule { syscall_name=unlink rule_name=%s action { type=LOG } when=before }\n";
    file("inner.conf", rule.formatted("inner"));
    String one = file("one.conf", "include \"inner.conf\"\n");
    String two = file("two.conf", rule.formatted("outer"));
    Compilation both = Rules.compile(List.of(one, two), List.of());
    assertTrue(both.isGood(), () -> both.diagnostics().toString());
    assertEquals(
        List.of("inner", "outer"), both.table().rules().stream().map(TableRule::name).toList());
  }

  @Test
  void aFileThatIsNotThereIsWrong() {
    assertFalse(Rules.compile(List.of(dir.resolve("none").toString()), List.of()).isGood());
  }
}
