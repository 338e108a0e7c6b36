// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.config.cli.Tool;

class ExplainTest {
  private static final String RULES =
      """
      rule {
        syscall_name = unlink
        rule_name = keep
        filter_expression { PARAMS[1] == "/etc/passwd" && !(UID == 0) }
        action { type = FAIL error_code = EPERM }
        when = before
      }
      rule {
        syscall_name = open
        rule_name = writers
        filter_expression { (PARAMS.flags & O_ACCMODE) != 0 or COMM icontains "sh" }
        action { type = LOG log_format {%comm} continue = yes }
        when = after
      }
      """;

  @TempDir Path directory;

  private final Tool tool = new Tool();

  private String explain(String... args) {
    tool.input = RULES;
    assertEquals(0, tool.run(args), tool.err);
    return tool.out;
  }

  @Test
  void ofWhatTheKernelFinds() {
    tool.input =
        """
        rule {
          syscall_name = @file
          rule_name = etc
          perm = a
          filter_expression { any OBJECT under "/etc" }
          action { type = FAIL error_code = EPERM }
          when = before
        }
        """;
    assertEquals(0, tool.run("explain", "-"), tool.err);
    assertEquals(
        """
        etc (<stdin>:3)
          For @file, by whatever name, call or io_uring, where the kernel has
          found what it is about, before:
            link, chmod, chown, utimes, xattr, fileattr
          if
            any OBJECT under "/etc"
          then:
        """,
        tool.out.substring(0, tool.out.indexOf("    the call does not run")));
  }

  @Test
  void inWords() throws IOException {
    Path file = Files.writeString(directory.resolve("a:b.conf"), RULES);
    assertEquals(
        """
        keep (<stdin>:3)
          Before each call of unlink, or of another call that does the same:
            x86_64  unlink, unlinkat (if flag has no bit of 0x200)
            ia32    unlink, unlinkat (if flag has no bit of 0x200)
            x32     unlink, unlinkat (if flag has no bit of 0x200)
          if
            all of:
              parameter 1 (pathname) is "/etc/passwd"
              not:
                the real user id (UID) is 0
          then:
            (if a string cannot be read from the program's memory, the rule matches)
            the call does not run, and the program gets the error EPERM,
            and nothing is logged;
            init and who has the control device open are spared;
            the rules behind this one are not asked about that call.
        """,
        explain("explain", file + ":keep").replace(file.toString(), "<stdin>"));
    String both = explain("explain", "-");
    assertTrue(both.contains("\nwriters (<stdin>:10)\n  After each call of open"), both);
    assertTrue(both.contains("has a bit of O_ACCMODE (3)"), both);
    assertTrue(both.contains("in capital or small letters"), both);
    assertTrue(both.contains("an event is logged, as the line:\n      %comm\n"), both);
  }

  @Test
  void anEventTermByTerm() throws IOException {
    Path events =
        Files.writeString(
            directory.resolve("events.json"),
            """
            {"type":"event","call":"unlinkat","abi":"x86_64","phase":"before","uid":1000,\
            "params":[{"name":"pathname","type":"str","value":"/etc/passwd"},\
            {"name":"flag","type":"s32","value":0}],"vars":{}}
            {"call":"unlinkat","uid":0,"params":[{"name":"flag","value":512}]}
            {"call":"unlink","uid":0,"params":[{"name":"pathname","value":null,"unreadable":true}]}
            {"call":"openat","abi":"ia32","phase":"after","params":[{"name":"flags","value":2}]}
            {"call":"unlinkat","uid":7,"params":[{"name":"pathname","value":"/etc/passwd"}]}
            {"call":"unlinkat","uid":7,"params":[{"name":"pathname","value":"/etc/x"}]}
            """);
    assertEquals(
        """
        event 1: unlinkat of x86_64, before
          + keep: matches
            + all of:
              + parameter 1 (pathname) is "/etc/passwd"  [PARAMS[1]: "/etc/passwd"]
              + not:
                - the real user id (UID) is 0  [UID: 1000]
          - writers: is not about this call
        event 2: unlinkat of x86_64, before
          - keep: sees this call only if flag has no bit of 0x200
          - writers: is not about this call
        event 3: unlink of x86_64, before
          + keep: PARAMS[1] is not known whole: the rule matches
            ? all of:
              ? parameter 1 (pathname) is "/etc/passwd"  [PARAMS[1]: unreadable]
              - not:
                + the real user id (UID) is 0  [UID: 0]
          - writers: is not about this call
        event 4: openat of ia32, after
          - keep: is not about this call
          + writers: matches
            + one of:
              + parameter 2 (flags) has a bit of O_ACCMODE (3)  [PARAMS[2]: 2]
              ? the program's name (COMM) contains "sh", in capital or small letters\
          [COMM: not told]
        event 5: unlinkat of x86_64, before
          ? keep: matches if it sees this call: only if flag has no bit of 0x200
            + all of:
              + parameter 1 (pathname) is "/etc/passwd"  [PARAMS[1]: "/etc/passwd"]
              + not:
                - the real user id (UID) is 0  [UID: 7]
          - writers: is not about this call
        event 6: unlinkat of x86_64, before
          - keep: does not match
            - all of:
              - parameter 1 (pathname) is "/etc/passwd"  [PARAMS[1]: "/etc/x"]
              + not:
                - the real user id (UID) is 0  [UID: 7]
          - writers: is not about this call
        """,
        explain("explain", "-", "--event", events.toString()));
  }

  @Test
  void theArgumentsOfAnEventAreAnArray() throws IOException {
    String rules =
        "rule { syscall_name = execve rule_name = r when = before action { type = LOG }\n"
            + "filter_expression { PARAMS.argv == \"sh -c id; ls\" } }";
    Path file = Files.writeString(directory.resolve("r.conf"), rules);
    Path events =
        Files.writeString(
            directory.resolve("e.json"),
            """
            {"call":"execve","params":[{"name":"argv","value":["sh","-c","id; ls"]}]}
            {"call":"execve","params":{"argv":["sh","-c","id; ls"]}}
            {"call":"execve","params":[{"name":"argv","value":["x","y"],\
            "base64":["c2g=","LWMgaWQ7IGxz"]}]}
            {"call":"execve","params":[{"name":"argv","value":["sh","-c"]}]}
            """);
    assertEquals(0, tool.run("explain", file.toString(), "--event", events.toString()), tool.err);
    assertEquals(3, tool.out.split("\\+ r: matches", -1).length - 1, tool.out);
    assertTrue(tool.out.contains("- r: does not match"), tool.out);
  }

  @Test
  void whatIsWrong() throws IOException {
    tool.input = RULES;
    Path file = Files.writeString(directory.resolve("rules.conf"), RULES);
    assertEquals(2, tool.run("explain", file + ":kep"));
    assertTrue(tool.err.contains("did you mean 'keep'?"), tool.err);
    Path events = Files.writeString(directory.resolve("e.json"), "{\"call\":\"nothing\"}");
    assertEquals(2, tool.run("explain", "-", "--event", events.toString()));
    assertTrue(tool.err.contains("event 1: \"call\" names no system call: nothing"), tool.err);
    Files.writeString(events, "{\"call\":");
    assertEquals(2, tool.run("explain", "-", "--event", events.toString()));
    assertEquals(2, tool.run("explain", "-", "--event", "/no/such"));
    assertEquals(1, tool.run("explain", "/no/such.conf"));
  }

  @Test
  void everyCaseOfTheLanguageHasWords() throws IOException {
    try (var files = Files.list(Path.of("../tests/lang/ok"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".conf")).toList()) {
        assertEquals(0, tool.run("explain", file.toString()), file.toString());
        assertFalse(tool.out.contains("org.syscalltrack"), file.toString());
      }
    }
  }
}
