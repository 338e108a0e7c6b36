// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.config.cli.Tool;

class MigrateTest {
  private final Tool tool = new Tool();

  private String migrated(String old) {
    tool.input = old;
    assertEquals(0, tool.run("migrate", "-"), tool.err);
    return tool.out;
  }

  @Test
  void pairsWithColons() {
    assertEquals(
        """
        # who deletes passwd?
        rule {
          syscall_name = unlink
          rule_name = r1
          filter_expression {(UID == 0) && (PARAMS[1] ~= "passwd")}
          action {
            type = LOG
            log_format {%comm : %params // by %uid}
          }
          when = before
        }
        """,
        migrated(
            """
            # who deletes passwd?
            rule {
              syscall_name: unlink
              rule_name: r1
              filter_expression: (UID == 0) && (PARAMS[1] ~= "passwd")
              action {
                type: LOG
                log_format: %comm : %params // by %uid
              }
              when: before
            }
            """));
    assertTrue(
        tool.err.startsWith(
            """
            <stdin>:3:3: warning: 'syscall_name:' is 'syscall_name =' today [sct-W0120]
                syscall_name: unlink
                ^^^^^^^^^^^^^^^^^^^^
            """),
        tool.err);
    assertEquals(6, tool.err.lines().filter(line -> line.contains("warning:")).count());
  }

  @Test
  void anExpressionOverSeveralLines() {
    assertEquals(
        """
        rule { syscall_name = open rule_name = a
          filter_expression {UID == 0 && // root
            (PARAMS[1] == "}" ||
             PARAMS[1] == "rule_name: x")} # no one else
          action { type = LOG }
          when = before
        }
        """,
        migrated(
            """
            rule { syscall_name = open rule_name = a
              filter_expression: UID == 0 && // root
                (PARAMS[1] == "}" ||
                 PARAMS[1] == "rule_name: x") # no one else
              action: LOG
              when: before
            }
            """));
  }

  @Test
  void onOneLine() {
    assertEquals(
        "rule { syscall_name = unlink rule_name = a filter_expression {UID == 0} }\n"
            .replace(" }\n", " action { type = LOG log_format {%comm} } when = after }\n"),
        migrated(
            "rule { syscall_name:unlink rule_name:a filter_expression {UID == 0}"
                + " action { type:LOG log_format:%comm } when:after }\n"));
  }

  @Test
  void callsByNumber() {
    String text =
        migrated(
            """
            rule { syscall_name = "102:5" rule_name = a action { type=LOG } when=before }
            rule { syscall_name = 10 rule_name = b action { type=LOG } when=before }
            rule { syscall_name = 117:21 rule_name = c action { type=LOG } when=before }
            """);
    assertEquals(
        List.of("accept", "unlink", "shmat"),
        text.lines().map(line -> line.replaceAll(".*syscall_name = (\\w+) .*", "$1")).toList());
  }

  @Test
  void namesAndTheFormatOfTheFile() {
    assertEquals(
        """
        default log_format {%comm %sname}
        rule { syscall_name=unlink rule_name=a action { type=LOG } when=before }
        rule { syscall_name=unlink rule_name=a_2 action { type=LOG } when=before }
        rule { syscall_name=unlink rule_name="a b" action { type=LOG } when=before }
        rule { syscall_name=unlink rule_name="a b_2" action { type=LOG } when=before }
        """,
        migrated(
            """
            log_format {%comm %sname}
            rule { syscall_name=unlink rule_name=a action { type=LOG } when=before }
            rule { syscall_name=unlink rule_name=a action { type=LOG } when=before }
            rule { syscall_name=unlink rule_name="a b" action { type=LOG } when=before }
            rule { syscall_name=unlink rule_name="a b" action { type=LOG } when=before }
            """));
  }

  @Test
  void whatIsOfTodayStaysAsItIs() throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (Path folder : List.of(Path.of("../examples/rules"), Path.of("../tests/lang/ok"))) {
      try (var list = Files.list(folder)) {
        list.filter(file -> file.toString().endsWith(".conf")).forEach(files::add);
      }
    }
    assertTrue(files.size() > 150);
    for (Path file : files) {
      assertEquals(0, tool.run("migrate", file.toString()), tool.err);
      assertEquals(Files.readString(file), tool.out, file.toString());
      assertEquals("", tool.err, file.toString());
    }
  }

  @Test
  void saysWhatItCannot() {
    tool.input = "rule { syscall_name: unlink param_condition { x } rule_name: a when: before }";
    assertEquals(1, tool.run("migrate", "-"));
    assertTrue(tool.err.contains("'param_condition' of version 0.63 and before"), tool.err);
    assertTrue(tool.err.contains("what is printed needs work by hand"), tool.err);
    assertEquals(1, tool.run("migrate", "/no/such/file"));
    assertTrue(tool.err.contains("/no/such/file"), tool.err);
  }

  /** It must come to an end, and keep what it does not understand. */
  @Test
  void everyBeginningOfAFile() {
    String whole =
        "log_format: %a\nrule { syscall_name: \"1:2\" rule_name: \"x\\\"y\" /* c */"
            + " filter_expression: (a # b\n && \"c\") when: before action: LOG } // end\n\"";
    for (int length = 0; length <= whole.length(); length++) {
      tool.input = whole.substring(0, length);
      tool.run("migrate", "-");
    }
  }
}
