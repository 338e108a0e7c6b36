// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.config.cli.Tool;

class ExportTest {
  private final Tool tool = new Tool();

  private List<String> exported(String rules) {
    tool.input = rules;
    assertEquals(0, tool.run("export", "--to", "audit", "-"), tool.err);
    return tool.out.lines().filter(line -> line.startsWith("-")).toList();
  }

  /** What is imported and exported again is what it was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-a always,exit -F arch=b64 -S adjtimex,settimeofday -F key=time-change",
        "-a always,exit -F arch=b32 -S adjtimex,settimeofday,stime -F key=time-change",
        "-a always,exit -F arch=b64 -S clock_settime -F a0=0 -F key=t",
        "-a always,exit -F arch=b64 -S openat,open_by_handle_at -F a2&0x40 -F exit=-EACCES"
            + " -F auid>=1000 -F auid!=unset -F key=unsuccessful-create",
        "-a always,exit -F arch=b64 -S openat -F a2&=0x3 -F success=1 -F key=x",
        "-a always,exit -F arch=b64 -S ptrace -F a0=4 -F key=code-injection",
        "-a always,exit -F arch=b64 -S clone -F a0&0x7c020000 -F key=container-create",
        "-a always,exit -F arch=b64 -S setuid -F a0=0 -F exe=/usr/sbin/init-of-none -F key=p",
        "-a always,exit -F arch=b64 -S execve -F euid=0 -C uid!=euid -F key=setuid",
        "-a always,exit -F arch=b64 -S execve -F exe!=/usr/sbin/init-of-none -F key=setuid",
        "-a always,exit -F arch=b64 -S all -F exit=-EINVAL -F key=einval",
        "-a always,exit -F arch=b64 -S close -F exit=-EINTR -F pid=7 -F ppid!=1 -F key=a -F key=b",
        "-a always,exit -F arch=b64 -S read -F exit>100 -F sessionid=3 -F key=k"
      })
  void thereAndBack(String line) {
    tool.input = line + "\n";
    assertEquals(0, tool.run("import", "--werror", "--from", "audit", "-"), tool.err);
    assertEquals(List.of(line), exported(tool.out));
  }

  private static String rule(String call, String rest) {
    return "rule { syscall_name = " + call + " rule_name = one " + rest + " }\n";
  }

  @Test
  void bothEntriesWhereNoneIsNamed() {
    assertEquals(
        List.of(
            "-a always,exit -F arch=b64 -S chown -F success=0 -F key=one",
            "-a always,exit -F arch=b32 -S chown,chown32 -F success=0 -F key=one"),
        exported(
            rule(
                "chown, chown32",
                "coverage = exact filter_expression { RETVAL < 0 } action { type = LOG }"
                    + " when = after")));
    assertTrue(tool.out.endsWith("# 1 rules: 1 said by 2 lines, 0 not said\n"), tool.out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          unlink ~ action { type = FAIL error_code = EPERM } when = before ~ has no FAIL
          unlink ~ action { type = LOG } when = before ~ this rule before it
          unlink ~ action { type = LOG } when = after ~ stands for its family
          close ~ action { type = LOG continue = yes } when = after ~ behind the first
          close ~ action { type = LOG rate_limit = 1/s per rule } when = after ~ rate_limit
          * ~ action { type = LOG } when = after ~ exit and sigreturn
          chdir ~ filter_expression { PATH[1] == "/x" } action { type = LOG } when = after ~ follows the object
          chdir ~ filter_expression { COMM == "x" } action { type = LOG } when = after ~ no field that says
          chdir ~ filter_expression { UID == 0 || UID == 1 } action { type = LOG } when = after ~ no field that says
          lseek ~ filter_expression { PARAMS[2] == 1 } action { type = LOG } when = after ~ no field that says
          close ~ filter_expression { ABI == x32 } action { type = LOG } when = after ~ b64 and b32
          close ~ tags = ("a_word_that_is_longer_than_keys_are") action { type = LOG } when = after ~ at most 31
          """)
  void whatAuditDoesNotSay(String call, String rest, String why) {
    assertEquals(List.of(), exported(rule(call, rest)));
    assertTrue(tool.out.contains(why), tool.out);
    assertTrue(tool.out.contains("#   NOT SAID HERE: "), tool.out);
    tool.input = rule(call, rest);
    assertEquals(1, tool.run("export", "--werror", "--to", "audit", "-"));
  }

  @Test
  void usage() {
    assertEquals(2, tool.run("export", "x"));
    assertTrue(tool.err.contains("needs --to audit"), tool.err);
    assertEquals(2, tool.run("export", "--to", "falco", "x"));
    tool.input = "rule";
    assertEquals(1, tool.run("export", "--to", "audit", "-"));
  }
}
