// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Var;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.check.Vocabulary;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.view.OperationField;

class ListTest {
  private final Tool tool = new Tool();

  private List<String> list(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "list";
    System.arraycopy(args, 0, all, 1, args.length);
    assertEquals(0, tool.run(all), tool.err);
    return tool.out.lines().toList();
  }

  @Test
  void rulesInForce() throws Exception {
    String rules =
        """
        rule { syscall_name = unlink, rmdir rule_name = one when = before action { type = LOG } }
        rule { syscall_name = * rule_name = "every call" when = after action { type = LOG } }
        rule { syscall_name = open rule_name = no when = before
               action { type = FAIL error_code = 1 } }
        """;
    byte[] table = Compiler.compile(List.of(new SourceText("x", rules))).bytes();
    when(tool.device.download(0)).thenReturn(new Table(7, table));
    Counters.OfRule none = new Counters.OfRule(0, 0, 0, 0, 0, 0);
    when(tool.device.counters(7))
        .thenReturn(
            new Counters(7, List.of(none, new Counters.OfRule(5, 3, 3, 0, 0, 1), none), List.of()));
    assertEquals(
        List.of(
            "NUMBER  NAME        CALLS         WHEN    ACTION  HITS",
            "0       one         rmdir,unlink  before  LOG     0",
            "1       every call  *             after   LOG     3",
            "2       no          open          before  FAIL    0"),
        list());
    assertEquals(4, list("rules").size());
    verify(tool.device, org.mockito.Mockito.times(2)).close();
    when(tool.device.download(0)).thenReturn(new Table(8, new byte[0]));
    assertEquals(List.of(), list());
    assertEquals("sct_config: no rules are in force\n", tool.err);
  }

  @Test
  void words() {
    // Of PARAMS three lines stand there, and one of EXE_OBJECT.
    assertEquals(
        Var.values().length + 4 + Vocabulary.objectFields().size() + OperationField.all().size(),
        list("variables").size());
    assertTrue(list("variables").stream().anyMatch(line -> line.matches("OBJECT\\[n].* before")));
    assertTrue(list("operators").containsAll(List.of("&& and", "~= contains", "==", "in")));
    assertTrue(list("macros").containsAll(List.of("%ruleid", "%comm")));
    assertTrue(list("functions").contains("htons"));
    assertTrue(list("fields").contains("rule_name          rule"));
    assertTrue(list("groups").stream().anyMatch(line -> line.matches("@network .*connect.*")));
    assertEquals(1, list("groups", "@network").size());
    assertTrue(list("structure").contains("rule"));
    assertEquals(List.of("LOG", "FAIL", "KILL", "SUSPEND"), list("actions"));
    assertTrue(
        list("commands").stream().anyMatch(line -> line.matches("diff +--rules-dir.*")), tool.out);
    assertTrue(list("commands").contains("holders"), tool.out);
    assertTrue(list("constants", "O_ACC").contains("O_ACCMODE  3  0x3"));
    assertTrue(list("constants").size() > 400);
    assertTrue(list("syscalls").size() > 400);
  }

  @Test
  void aCallWithItsFamily() {
    List<String> lines = list("syscalls", "unlink");
    assertTrue(lines.get(0).matches("unlink +x86_64=87 ia32=10 x32=87 +pathname:path"), tool.out);
    assertTrue(lines.get(1).matches(" +and unlinkat +if flag has no bit of 0x200"), tool.out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list varables|cannot list 'varables': did you mean 'variables'?",
        "list zzz|cannot list 'zzz': one of rules, syscalls",
        "list macros x|'list macros' takes no name: 'x'",
        "list syscalls unlnik|no system call is named 'unlnik': did you mean 'unlink'?",
        "list constants ZZZ_|no constant begins with 'ZZZ_'",
      })
  void usageErrors(String args, String message) {
    assertEquals(2, tool.run(args.split(" ")));
    assertTrue(tool.err.startsWith("sct_config: " + message), tool.err);
  }
}
