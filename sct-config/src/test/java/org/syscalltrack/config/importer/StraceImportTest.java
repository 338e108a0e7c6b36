// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.ImportText;
import org.syscalltrack.config.importer.rule.RuleText;
import org.syscalltrack.config.importer.strace.StraceImporter;

class StraceImportTest {
  private static ImportText imported(String line) {
    return new StraceImporter(line).result();
  }

  private static List<RuleText> rules(String line) {
    ImportText result = imported(line);
    assertEquals(List.of(), result.unsaid());
    return result.of(Entry.Said.class).stream().flatMap(said -> said.rules().stream()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strace -e trace=openat,close      | openat, close |
          strace -e openat                  | openat        |
          -e t=%file                        | @file         |
          strace -etrace=file               | @file         |
          strace --trace=%net               | @network      |
          strace -e 'trace=?nosuch,openat'  | openat        |
          strace -e trace=/^renameat        | renameat, renameat2 |
          strace -ff -p 7 -e openat         | openat        | PID in (7)
          strace --attach=7,8 -e openat     | openat        | PID in (7, 8)
          strace -z -e openat               | openat        | RETVAL >= 0
          strace -Z -e openat               | openat        | RETVAL < 0
          strace -e openat -e status=failed | openat        | RETVAL < 0
          strace --failed-only -e openat    | openat        | RETVAL < 0
          strace -o /tmp/x -s 99 -e openat /bin/ls -e | openat | COMM == "ls"
          """)
  void oneRule(String line, String calls, String filter) {
    List<RuleText> rules = rules(line);
    assertEquals(1, rules.size());
    assertEquals(calls, String.join(", ", rules.get(0).calls()));
    assertEquals(filter, rules.get(0).filter());
    assertEquals("after", rules.get(0).phase().text());
    assertTrue(rules.get(0).exact());
  }

  @Test
  void everything() {
    List<RuleText> rules = rules("strace ls");
    assertEquals(List.of("*"), rules.get(0).calls());
    assertEquals("COMM == \"ls\"", rules.get(0).filter());
    // What does not come back is seen before.
    assertEquals("before", rules.get(1).phase().text());
    assertTrue(rules.get(1).calls().contains("exit_group"));
    assertEquals(
        "not SYSCALL in (futex, @memory)", rules("strace -e '!futex,%memory'").get(0).filter());
    assertEquals(1, rules("strace -e trace=exit_group").size());
  }

  @Test
  void callsThatFail() {
    RuleText rule = rules("strace -e inject=unlink,rmdir:error=EPERM -e trace=none ls").get(0);
    assertEquals("EPERM", rule.error());
    assertEquals(List.of("unlink", "rmdir"), rule.calls());
    assertEquals("COMM == \"ls\"", rule.filter());
    assertEquals("ENOSYS", rules("strace -e fault=unlink -e trace=none -p 1").get(0).error());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -e trace=nosuch           | no call or class nosuch
          -e trace=/(               | /(:
          -e trace=/^nosuch         | no call matches
          -e inject=unlink:signal=9 | with an error, each time
          -e inject=unlink          | the error with which they fail
          -e nosuch=x               | no qualifier
          -e status=unfinished      | asked before a call
          -P /etc/passwd            | compare PATH[n]
          -p x                      | a process is a number
          """)
  void whatCannotBeSaid(String options, String why) {
    String reason = imported("strace -e openat " + options).unsaid().get(0).reason();
    assertTrue(reason.contains(why), reason);
  }

  @Test
  void theCommand() {
    Tool tool = new Tool();
    assertEquals(0, tool.run("import", "--from", "strace", "strace -f -e openat ls"), tool.err);
    assertTrue(tool.out.contains("# strace:1: -f\n#   setting: "), tool.out);
    assertTrue(
        tool.out.endsWith(
            "# 2 parts: 1 said by 1 rules, 1 settings, 0 not said; 1 with a remark\n"));
    tool.input = tool.out;
    assertEquals(0, tool.run("check", "--werror", "-"), tool.err);
  }
}
