// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.message.Explanation;
import org.syscalltrack.message.MessageCode;

class ExplainErrorTest {
  private final Tool tool = new Tool();

  private static Stream<MessageCode> codes() {
    return Explanation.codes().stream();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void eachIsExplained(MessageCode code) {
    Explanation e = Explanation.of(code);
    assertTrue(e.title().matches("['A-Z].*[^.]"), e.title());
    assertTrue(e.why().matches("(?s).*[.?]\n"), e.why());
    assertNotNull(e.remedy(), "what to do");
    boolean shown = e.example() != null || e.command() != null;
    assertEquals(shown, e.noExample() == null, "an example, or why there is none");
  }

  @ParameterizedTest
  @MethodSource("codes")
  void theExampleProvokesIt(MessageCode code) {
    Explanation e = Explanation.of(code);
    if (e.example() == null || e.command() != null) {
      return;
    }
    Set<String> said =
        Example.messages(e.example()).stream()
            .map(Diagnostic::code)
            .map(MessageCode::text)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>(Set.of(code.text()));
    if (e.also() != null) {
      expected.add(e.also());
    }
    assertEquals(expected, said);
  }

  @Test
  void allOfOne() {
    assertEquals(0, tool.run("explain-error", "sct-E0301"), tool.err);
    assertEquals(
        """
        sct-E0301: No system call has this name

        Calls have the names of section 2 of the manual, without __NR_ or sys_, in
        lower case.

        What to do: `sct_config list syscalls` has all names. Calls by number, of
        rules of version 0.63 and before, get their names by `sct_config migrate`.

        An example, example.conf:

          rule {
            syscall_name = unlnk rule_name = r
            action { type = LOG } when = before
          }

        What 'sct_config check' says of it:

          example.conf:2:18: error: no system call is named 'unlnk' [sct-E0301]
              syscall_name = unlnk rule_name = r
                             ^^^^^
            hint: did you mean 'unlink'?
        """,
        tool.out);
  }

  @Test
  void howeverItIsWritten() {
    for (String word : new String[] {"sct-E0101", "E0101", "e0101", "[sct-e0101]"}) {
      assertEquals(0, tool.run("explain-error", word), tool.err);
      assertTrue(tool.out.startsWith("sct-E0101: "), tool.out);
    }
  }

  @Test
  void anotherCodeIsNear() {
    assertEquals(2, tool.run("explain-error", "sct-E0031"));
    assertEquals(
        "sct_config: no message has the code 'sct-E0031': did you mean 'sct-E0301'?\n", tool.err);
    assertEquals("", tool.out);
  }

  @Test
  void nothingIsNear() {
    assertEquals(2, tool.run("explain-error", "EPERM"));
    assertTrue(tool.err.endsWith("'sct_config explain-error' lists them\n"), tool.err);
  }

  @Test
  void allAreListed() {
    assertEquals(0, tool.run("explain-error"), tool.err);
    assertEquals(Explanation.codes().size(), tool.out.lines().count());
    assertTrue(tool.out.contains("sct-W0117  No rule uses this list or macro\n"), tool.out);
  }
}
