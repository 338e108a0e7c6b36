// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.config.importer.falco.FalcoImporter;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.ImportText;
import org.syscalltrack.config.importer.rule.RuleText;

class FalcoImportTest {
  private static final String SHARED =
      """
      - list: shells
        items: [bash, '"(sh)"']
      - list: more
        items: [shells, zsh]
      - macro: spawned
        condition: (evt.type in (execve, execveat))
      - macro: writes
        condition: >
          (evt.type in (open,openat,openat2) and evt.is_open_write=true
           and fd.typechar='f' and fd.num>=0)
      - macro: never
        condition: (evt.num=0)
      - macro: container
        condition: (container.id != host)
      """;

  private static ImportText imported(String... files) {
    FalcoImporter importer =
        new FalcoImporter(name -> name.equals("root") || name.equals("daemon"));
    for (String file : files) {
      assertNull(importer.read("f.yaml", file));
    }
    return importer.result();
  }

  private static String rule(String condition) {
    return SHARED
        + "- rule: one\n  desc: d\n  output: o\n  priority: NOTICE\n  condition: >\n    "
        + condition
        + "\n";
  }

  /** The rules that a condition becomes; they compile. */
  private static List<RuleText> rules(String condition) {
    ImportText result = imported(rule(condition));
    assertEquals(List.of(), result.unsaid());
    return result.of(Entry.Said.class).get(0).rules();
  }

  private static String filter(String condition) {
    List<RuleText> rules = rules(condition);
    assertEquals(1, rules.size(), rules.toString());
    return rules.get(0).filter();
  }

  private static List<String> remarks(String condition) {
    return imported(rule(condition)).of(Entry.Said.class).get(0).remarks();
  }

  @Test
  void aRuleWithAllThatItHas() {
    assertEquals(
        """
        # f.yaml:15: writes in etc
        #     writes and fd.name startswith /etc/ and not proc.name in (more)
        rule {
            syscall_name = open
            rule_name = "writes in etc"
            priority = warning
            tags = ("host", "T1565", "a_b")
            description = "Who writes."
            unreadable = miss
            filter_expression {
                ((PARAMS[2] & O_ACCMODE) != O_RDONLY
                    && RETVAL >= 0)
                && PATH[1] startswith "/etc/"
                && (not (COMM in ("bash", "(sh)", "zsh")))
            }
            action { type = LOG  log_format {written: %path[1] by %comm (parent %pcomm, ?) 100%% (a)} }
            when = after
        }

        # 1 rules: 1 said by 1 rules, 0 not said
        """,
        imported(
                SHARED
                    + """
                    - rule: writes in etc
                      desc: >
                        Who
                        writes.
                      condition: writes and fd.name startswith /etc/ and not proc.name in (more)
                      output: "written: %fd.name by %proc.name (parent %proc.pname, %k8s.ns.name) 100% {a}"
                      priority: WARNING
                      tags: [host, T1565, a b]
                    """)
            .print(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          proc.pname=cron ~ PCOMM == "cron"
          proc.aname[1] != cron ~ PCOMM != "cron"
          proc.exepath startswith /tmp/ ~ EXE startswith "/tmp/"
          proc.tty != 0 ~ TTY != ""
          proc.tty = 0 ~ TTY == ""
          proc.cwd startswith /dev/shm/ ~ CWD == "/dev/shm"\\n|| CWD startswith "/dev/shm/"
          proc.is_exe_from_memfd=true ~ EXE startswith "/memfd:"
          user.name = root ~ UID == usernametoid("root")
          user.uid = 0 ~ UID == 0
          user.loginuid = -1 ~ LOGINUID == 4294967295
          user.name in (root, daemon) ~ UID in (usernametoid("root"), usernametoid("daemon"))
          container ~ CONTAINER != ""
          container.id = host ~ CONTAINER == ""
          container.name = web ~ CONTAINER == "web"
          evt.res = SUCCESS ~ RETVAL >= 0
          evt.res = EACCES ~ RETVAL == -EACCES
          evt.res startswith E ~ RETVAL < 0
          evt.rawres in (0, 1) ~ RETVAL in (0, 1)
          proc.args contains " -e" ~ PARAMS[2] contains " -e"
          proc.args startswith "-c x" ~ PARAMS[2] contains " -c x"
          proc.cmdline startswith "sh -c x" ~ COMM == "sh"\\n&& PARAMS[2] contains " -c x"
          proc.cmdline = "sh -c x" ~ COMM == "sh"\\n&& PARAMS[2] endswith " -c x"
          proc.exe startswith ./ ~ PARAMS[2] startswith "./"
          fd.name icontains x ~ PATH[1] icontains "x"
          fd.filename = passwd ~ PATH[1] endswith "/passwd"
          fd.nameraw contains ../ ~ PARAMS[1] contains "../"
          proc.name exists ~ COMM != ""
          proc.name pmatch (/a/, b) ~ COMM == "/a"\\n|| COMM startswith "/a/"\\n|| COMM == "b"\\n|| COMM startswith "b/"
          """)
  void fields(String condition, String filter) {
    assertEquals(filter.replace("\\n", "\n"), filter("spawned and (" + condition + ")"));
  }

  @Test
  void callsOfOneFamilyAreOneRule() {
    assertEquals(List.of("execve"), rules("spawned and proc.name=x").get(0).calls());
    List<RuleText> apart =
        rules("(evt.type=open and proc.name=x) or (evt.type=openat and proc.name=y)");
    assertEquals(2, apart.size());
    assertEquals("COMM == \"x\"", apart.get(0).filter());
    assertEquals("COMM == \"y\"", apart.get(1).filter());
    assertEquals(List.of("bind", "connect"), rules("evt.type in (bind, connect)").get(0).calls());
  }

  @Test
  void arguments() {
    assertEquals(
        "PARAMS[1] == PTRACE_ATTACH\n|| PARAMS[1] == PTRACE_SEIZE",
        filter(
            "evt.type=ptrace and (evt.arg.request contains PTRACE_ATTACH"
                + " or evt.arg.request contains PTRACE_SEIZE)"));
    assertEquals(
        "(PARAMS[2] & O_TRUNC) != 0", filter("evt.type=open and evt.arg.flags contains O_TRUNC"));
    assertEquals(
        "PARAMS[1] == AF_PACKET", filter("evt.type=socket and evt.arg.domain contains AF_PACKET"));
    assertEquals(
        "PARAMS[1] in (\"/\", \"/etc\")",
        filter("evt.type=symlink and evt.arg.target in (/, /etc)"));
    assertEquals(
        "(PARAMS[2] & S_ISUID) != 0", filter("evt.type=chmod and evt.arg.mode contains S_ISUID"));
  }

  @Test
  void sockets() {
    assertEquals(
        "(PARAMS[2].family in (AF_INET)\n    || PARAMS[2].family in (AF_INET6))\n"
            + "&& PARAMS[2].port in (22, 80)\n&& (not (PARAMS[2].ip in (10.0.0.0/8, 127.0.0.1)))",
        filter(
            "evt.type=connect and (fd.typechar=4 or fd.typechar=6) and fd.sport in (22, 80)"
                + " and not fd.snet in (\"10.0.0.0/8\", 127.0.0.1)"));
  }

  @Test
  void whatIsNotKnown() {
    // An exception: more matches.
    assertEquals(
        "COMM == \"x\"", filter("spawned and proc.name=x and not proc.pcmdline contains y"));
    assertEquals(
        List.of("matches more: no exception by proc.pcmdline"),
        remarks("spawned and proc.name=x and not proc.pcmdline contains y"));
    // One of several ways: less matches.
    assertEquals("COMM == \"x\"", filter("spawned and (proc.name=x or proc.pcmdline contains y)"));
    assertEquals(
        List.of("matches less: not by proc.pcmdline"),
        remarks("spawned and (proc.name=x or proc.pcmdline contains y)"));
    // What the rule is about: it is not said.
    List<Entry.Unsaid> unsaid = imported(rule("spawned and proc.pcmdline contains y")).unsaid();
    assertEquals("not known: proc.pcmdline (execve)", unsaid.get(0).reason());
    // Never true: it does not count.
    assertEquals(
        "COMM == \"x\"", filter("spawned and proc.name=x and not (never and proc.pcmdline=y)"));
    assertEquals(
        List.of("no such users here: mail"), remarks("spawned and user.name in (root, mail)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proc.name=x                       | no evt.type
          never and spawned                 | never be true
          spawned and nosuchmacro           | no macro is named 'nosuchmacro'
          spawned and (proc.name=x          | not closed
          spawned and proc.name=            | a value is missing
          spawned and proc.name regex 'x.*' | proc.name regex
          evt.type=nosuchcall               | no call nosuchcall
          """)
  void whatCannotBeSaid(String condition, String why) {
    String reason = imported(rule(condition)).unsaid().get(0).reason();
    assertTrue(reason.contains(why), reason);
  }

  @Test
  void exceptionsAppendsAndSwitches() {
    String more =
        """
        - list: shells
          items: [ash]
          override: {items: append}
        - macro: writes
          condition: or never
          append: true
        - rule: one
          exceptions:
            - name: known
              fields: [proc.name, fd.name]
              comps: [=, in]
              values:
                - [x, [/a, /b]]
        - rule: one
          condition: and proc.name in (shells)
          override: {condition: append}
        - rule: off
          condition: spawned
          output: o
          enabled: false
        - rule: k8s
          source: k8s_audit
          condition: ka.verb=get
        """;
    ImportText result = imported(rule("spawned"), more);
    assertEquals(1, result.of(Entry.Setting.class).size());
    assertEquals(1, result.unsaid().size());
    assertEquals(
        "COMM in (\"bash\", \"(sh)\", \"ash\")\n"
            + "&& ((not (COMM == \"x\"))\n    || (not (PATH[1] in (\"/a\", \"/b\"))))",
        result.of(Entry.Said.class).get(0).rules().get(0).filter());
  }

  @Test
  void filesThatAreNoRules() {
    FalcoImporter importer = new FalcoImporter(name -> true);
    assertTrue(importer.read("a", "- rule: [").startsWith("a:1: "));
    assertEquals("a: no list of rules", importer.read("a", "x: y"));
    Tool tool = new Tool();
    tool.input = "- rule: {";
    assertEquals(1, tool.run("import", "--from", "falco", "-"));
    assertTrue(tool.err.contains("<stdin>:"), tool.err);
    tool.input = rule("spawned and proc.name=x");
    assertEquals(0, tool.run("import", "--from", "falco", "-"), tool.err);
    assertTrue(tool.out.startsWith("# Made by: sct_config import --from falco -\n"), tool.out);
  }
}
