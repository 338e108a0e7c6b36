// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.config.importer.audit.AuditImporter;
import org.syscalltrack.config.importer.audit.PathView;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.ImportText;
import org.syscalltrack.config.importer.rule.RuleText;
import org.syscalltrack.config.importer.rule.Trial;

class AuditImportTest {
  /** A machine with /bin as a link to /usr/bin, and these directories. */
  private static final PathView PATHS =
      new PathView() {
        private static final Map<String, String> LINKS =
            Map.of("/bin", "/usr/bin", "/var/run", "/run");

        @Override
        public boolean isDirectory(String path) {
          return path.equals("/etc") || path.equals("/etc/cron.d") || LINKS.containsKey(path);
        }

        @Override
        public String resolved(String path, boolean last) {
          String to = path;
          for (Map.Entry<String, String> link : LINKS.entrySet()) {
            if (path.startsWith(link.getKey() + "/") || last && path.equals(link.getKey())) {
              to = link.getValue() + path.substring(link.getKey().length());
            }
          }
          return to;
        }
      };

  private static ImportText imported(String... lines) {
    AuditImporter importer = new AuditImporter(PATHS);
    importer.read("a.rules", String.join("\n", lines) + "\n");
    return importer.result();
  }

  /** The rules of the only line, which compile. */
  private static List<RuleText> rules(String line) {
    ImportText result = imported(line);
    assertEquals(List.of(), result.unsaid());
    List<RuleText> rules = result.of(Entry.Said.class).get(0).rules();
    assertNull(Trial.fault("", rules));
    return rules;
  }

  private static RuleText only(String line) {
    List<RuleText> rules = rules(line);
    assertEquals(1, rules.size(), rules.toString());
    return rules.get(0);
  }

  private static String reason(String line) {
    List<Entry.Unsaid> unsaid = imported(line).unsaid();
    assertEquals(1, unsaid.size(), line);
    return unsaid.get(0).reason();
  }

  @Test
  void aRuleWithItsLineAbove() {
    assertEquals(
        """
        ## time
        # a.rules:2: -a always,exit -F arch=b64 -S adjtimex,settimeofday -F auid>=1000 -k time-change
        rule {
            syscall_name = adjtimex, settimeofday
            rule_name = "time-change"
            coverage = exact
            tags = ("time-change")
            unreadable = miss
            filter_expression {
                ABI == x86_64
                && LOGINUID >= 1000
            }
            action { type = LOG }
            when = after
        }

        # 1 lines: 1 said by 1 rules, 0 not said
        """,
        imported(
                "## time",
                "-a always,exit -F arch=b64 -S adjtimex,settimeofday -F auid>=1000 -k time-change")
            .print(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auid!=unset          | LOGINUID != 4294967295
          auid=-1              | LOGINUID == 4294967295
          uid=root             | UID == usernametoid("root")
          euid<10              | EUID < 10
          suid=0               | SUID == 0
          fsuid=0              | FSUID == 0
          sgid=0               | SGID == 0
          fsgid=root           | FSGID == groupnametoid("root")
          pid=1                | PID == 1
          ppid!=1              | PPID != 1
          sessionid=4          | SESSION == 4
          exit=-EACCES         | RETVAL == -EACCES
          exit=-13             | RETVAL == -13
          exit!=0              | RETVAL != 0
          exit=-EINTR          | RETVAL in (-EINTR, -512, -513, -514, -516)
          exit>0               | (RETVAL & 0xffffffff) > 0
          success=1            | RETVAL >= 0
          success!=yes         | RETVAL < 0
          success=0            | RETVAL < 0
          exe=/usr/bin/su      | EXE == "/usr/bin/su"
          exe!=/bin/su         | not EXE in ("/bin/su", "/usr/bin/su")
          a2&0100              | (PARAMS[3] & 0100) != 0
          a2&=03               | (PARAMS[3] & 03) == 03
          a2=0x4               | PARAMS[3] == 0x4
          a2>8                 | (PARAMS[3] & 0xffffffff) > 8
          a0=-100              | (PARAMS[1] & 0xffffffff) == 4294967196
          """)
  void fields(String field, String condition) {
    assertEquals(condition, only("-a exit,always -S openat -F " + field).filter());
  }

  @Test
  void comparisonsOfIds() {
    assertEquals(
        "UID != EUID\n&& SGID == FSGID",
        only("-a always,exit -S execve -C uid!=euid -C sgid=fsgid").filter());
  }

  @Test
  void theEntriesOfThePrograms() {
    assertEquals("ABI == ia32", only("-a always,exit -F arch=b32 -S chown32").filter());
    assertEquals("ABI == x86_64", only("-a always,exit -F arch=x86_64 -S 87").filter());
    assertEquals(List.of("unlink"), only("-a always,exit -F arch=x86_64 -S 87").calls());
    assertEquals(List.of("unlink"), only("-a always,exit -F arch=i386 -S 10").calls());
    assertTrue(reason("-a always,exit -F arch=b64 -S chown32").startsWith("no call chown32 of"));
    assertTrue(reason("-a always,exit -F arch=aarch64 -S openat").contains("x86_64 (b64)"));
  }

  @Test
  void aWatchSeesAllWaysToChangeTheFile() {
    List<RuleText> rules = rules("-w /etc/passwd -p wa -k id");
    String opens = rules.get(0).filter();
    assertEquals(List.of("open"), rules.get(0).calls());
    assertFalse(rules.get(0).exact());
    assertEquals(
        "(PARAMS[2] & O_ACCMODE) != O_RDONLY\n&& PATH[1] == \"/etc/passwd\"\n"
            + "&& not RETVAL in (-ENOENT, -ENOTDIR)",
        opens);
    List<String> calls = rules.stream().flatMap(rule -> rule.calls().stream()).toList();
    for (String call : List.of("unlink", "rename", "truncate", "chmod", "fchown", "setxattr")) {
      assertTrue(calls.contains(call), call);
    }
    assertFalse(calls.contains("execve"));
    assertFalse(calls.contains("readlink"));
  }

  @Test
  void whatAWatchAsksFor() {
    assertEquals(
        "(PARAMS[2] & O_ACCMODE) != O_WRONLY\n&& PATH[1] == \"/etc/x\"\n"
            + "&& not RETVAL in (-ENOENT, -ENOTDIR)",
        rules("-w /etc/x -p r").get(0).filter());
    assertEquals(
        "PATH[1] == \"/etc/x\"\n&& not RETVAL in (-ENOENT, -ENOTDIR)",
        rules("-w /etc/x").get(0).filter());
    assertEquals(
        "(PATH[1] == \"/x\"\n    || (RETVAL == 0 && EXE == \"/x\"))\n"
            + "&& not RETVAL in (-ENOENT, -ENOTDIR)",
        only("-w /x -p x").filter());
  }

  @Test
  void directories() {
    String below = "(PATH[1] == \"/etc/cron.d\" || PATH[1] startswith \"/etc/cron.d/\")";
    for (String line :
        List.of(
            "-w /etc/cron.d -p a",
            "-w /etc/cron.d/ -p a",
            "-a always,exit -F dir=/etc/cron.d/ -F perm=a")) {
      assertTrue(rules(line).get(0).filter().startsWith(below), line);
    }
    // Audit records the directory even where there is no such name in it.
    assertFalse(
        rules("-a always,exit -S unlink -F dir=/etc/cron.d").get(0).filter().contains("ENOENT"));
  }

  @Test
  void pathsThroughLinks() {
    assertTrue(
        only("-a always,exit -S chmod -F path=/var/run/utmp")
            .filter()
            .startsWith("PATH[1] in (\"/var/run/utmp\", \"/run/utmp\")"));
  }

  @Test
  void whatHasNoPathIsSaidToHaveNone() {
    ImportText result =
        imported("-a always,exit -S openat,open_by_handle_at -F a2&03 -F path=/etc/passwd");
    assertEquals(
        List.of("no path is known of open_by_handle_at"),
        result.of(Entry.Said.class).get(0).remarks().stream()
            .filter(remark -> remark.startsWith("no path"))
            .toList());
    assertEquals(List.of("openat"), result.of(Entry.Said.class).get(0).rules().get(0).calls());
  }

  @Test
  void everyCall() {
    List<RuleText> rules = rules("-a always,exit -F arch=b32 -S all -k abi");
    assertEquals(List.of("*"), rules.get(0).calls());
    assertTrue(rules.get(1).calls().contains("exit_group"));
    assertEquals("before", rules.get(1).phase().text());
    assertEquals(1, rules("-a always,exit -S all -F exit=-EINVAL").size());
  }

  @Test
  void addressFamilies() {
    List<RuleText> rules = rules("-a always,exit -F saddr_fam=10");
    assertEquals(List.of("bind", "connect"), rules.get(0).calls());
    assertEquals("PARAMS[2].family == 10", rules.get(0).filter());
    assertEquals("PARAMS[5].family == 10", rules.get(1).filter());
  }

  @Test
  void neverIsLeftOutOfWhatFollows() {
    ImportText result =
        imported(
            "-a always,exit -S chmod",
            "-a never,exit -F arch=b64 -S unlink,unlinkat -F auid=unset",
            "-a always,exit -S unlink -k one",
            "-a always,exit -S chown -k other",
            "-A never,exit -F dir=/tmp",
            "-a always,exit -F path=/etc/x -F perm=a -k file");
    assertEquals(List.of(), result.unsaid());
    assertEquals(2, result.of(Entry.SaidElsewhere.class).size());
    String text = result.print("");
    assertTrue(
        text.contains(
            "not (SYSCALL in (unlink, unlinkat)\n            && ABI == x86_64\n"
                + "            && LOGINUID == 4294967295)"),
        text);
    // The rule in front is of no use to calls without a path.
    assertTrue(text.contains("does not leave out what line 5 (never) does"), text);
    assertTrue(text.indexOf("-A never") < text.indexOf("-S chmod"), text);
  }

  @Test
  void rulesThatAreTakenAwayAgain() {
    ImportText result =
        imported(
            "-w /a -p wa -k x",
            "-a always,exit -S unlink -k y",
            "-a always,exit -S rmdir -k z",
            "-W /a -p wa",
            "-D -k y");
    assertEquals(1, result.of(Entry.Said.class).size());
    assertTrue(result.print("").contains("taken away again by a.rules:4"));
    assertEquals(
        "5 lines: 1 said by 1 rules, 4 settings, 0 not said; 1 with a remark", result.summary());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-D",
        "-b 8192",
        "-e 2",
        "-e 0",
        "-f 1",
        "-f 2",
        "-r 100",
        "-c",
        "-i",
        "--loginuid-immutable",
        "--backlog_wait_time 60000",
        "-q /a,/b",
        "-R /etc/audit/more.rules",
        "-t",
        "-s",
        "-l",
        "-a never,user -F uid=0",
        "-a always,exclude -F msgtype=CWD",
        "-a never,filesystem -F fstype=tracefs"
      })
  void settings(String line) {
    ImportText result = imported(line);
    assertEquals(1, result.of(Entry.Setting.class).size());
    assertTrue(result.print("").contains("#   setting: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -a always,exit -S openat -F subj_type=x_t   | SELinux
          -a always,exit -F dir=/home -C auid!=obj_uid | owner of the file
          -a always,exit -S openat -F filetype=file    | of what type
          -a always,exit -S openat -F auidd=1          | did you mean 'auid'?
          -a always,exit -S openatt                    | did you mean 'openat'?
          -a always,exit -S openat -F exit=EFOO        | neither an error nor a number
          -a always,exit -S openat -F a1=1             | none of the calls
          -a always,exit -F a1=1                       | without -S
          -a always,exit -S openat -F perm=q           | letters of r, w, x and a
          -a always,exit -S openat -F success>0        | compared by = and !=
          -a never,task                                | when a task begins
          -a never,exit -S openat -F a2=1              | cannot leave that out
          -a never,exit                                | nothing at all
          -a never,exit -F uid=nobodyknowshim          | not in /etc/passwd
          -a always,exit -S openat -F uid=nobodyknowshim | not in /etc/passwd
          -a exit                                      | always or never
          -a always,exit -S                            | needs something behind it
          -a always,exit -S open -x y                  | no option '-x'
          -w /etc/x wa                                 | no option
          -w relative -p w                             | absolute
          -w / -p w                                    | root directory
          -w /a -S open                                | -w stands with -p and -k only
          -S open                                      | no -a, -A or -w
          -a always,exit -S open -k "x                 | not closed
          """)
  void whatCannotBeSaidSaysWhy(String line, String why) {
    String reason = reason(line);
    assertTrue(reason.contains(why), reason);
    assertTrue(imported(line).print("").contains("NOT SAID HERE: " + reason));
  }

  @Test
  void theCommand() {
    Tool tool = new Tool();
    tool.input = "-a always,exit -S unlink -k x\n-a never,task\n";
    assertEquals(0, tool.run("import", "--from", "audit", "-"), tool.err);
    assertTrue(
        tool.out.startsWith("# Made by: sct_config import --from audit -\ndefault log_format"));
    assertTrue(tool.err.contains("<stdin>:2: warning: not said here: "), tool.err);
    assertTrue(tool.err.endsWith("2 lines: 1 said by 1 rules, 1 not said; 1 with a remark\n"));
    String made = tool.out;
    tool.input = "-a never,task\n";
    assertEquals(1, tool.run("import", "--werror", "--from", "audit", "-"));
    tool.input = made;
    assertEquals(0, tool.run("check", "--werror", "-"), tool.err);
  }

  @Test
  void theCommandWrong() {
    Tool tool = new Tool();
    assertEquals(2, tool.run("import", "x"));
    assertTrue(tool.err.contains("needs --from"), tool.err);
    assertEquals(2, tool.run("import", "--from", "aduit", "x"));
    assertEquals(2, tool.run("check", "--from", "audit", "x"));
    assertEquals(1, tool.run("import", "--from", "audit", "/nowhere"));
  }
}
