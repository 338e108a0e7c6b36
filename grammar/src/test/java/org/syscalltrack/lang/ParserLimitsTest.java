// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.source.SourceText;

/** Whatever comes in, an answer comes out. */
class ParserLimitsTest {
  private static Compilation compile(String text) {
    Compilation result = Compiler.compile(List.of(new SourceText("test", text)));
    for (Diagnostic d : result.diagnostics()) {
      assertFalse(DiagnosticPrinter.print(d).isEmpty());
    }
    return result;
  }

  /** In seconds of this thread's own CPU time: the machine may have other things to do. */
  private static void assertTakesAtMost(int seconds, Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    long taken = threads.getCurrentThreadCpuTime() - start;
    assertTrue(taken < seconds * 1_000_000_000L, () -> taken / 1_000_000 + " ms");
  }

  private static String rule(String filter) {
    return "rule { syscall_name = open rule_name = r when = before action { type = LOG }"
        + " filter_expression { "
        + filter
        + " } }\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", "-", "~", "not ", "PARAMS[", "htons("})
  void deepNestingIsAnError(String opening) {
    Compilation result = compile(rule(opening.repeat(100_000)));
    assertEquals(
        "nested more than 200 levels deep", result.diagnostics().get(0).message(), opening);
  }

  @Test
  void deepNestingThatIsClosedIsAnError() {
    Compilation result = compile(rule("(".repeat(100_000) + "UID == 0" + ")".repeat(100_000)));
    assertEquals(1, result.diagnostics().size());
  }

  @Test
  void deepBlocksAreAnError() {
    assertFalse(compile("rule { ".repeat(100_000)).isGood());
    assertFalse(compile("rule { " + "action { ".repeat(100_000)).isGood());
    assertFalse(compile("rule { " + "x { ".repeat(100_000)).isGood());
  }

  @Test
  void nestingUpToTheLimitCompiles() {
    assertTrue(compile(rule("(".repeat(200) + "UID == 0" + ")".repeat(200))).isGood());
    assertTrue(compile(rule("!".repeat(200) + "UID")).isGood());
    assertTrue(compile(rule("UID == " + "-".repeat(200) + "5")).isGood());
  }

  @Test
  void longChainsOfConditionsCompile() {
    assertTrue(compile(rule("UID == 1" + " || UID == 2".repeat(4_000))).isGood());
    assertTrue(compile(rule("UID in (1" + ", 2".repeat(50_000) + ")")).isGood());
  }

  @Test
  void tooManyInstructionsAreAnError() {
    StringBuilder chain = new StringBuilder("UID in (0");
    for (int i = 1; i < 5000; i++) {
      chain.append(", ").append(i);
    }
    Compilation result = compile(rule(chain.append(")").toString()));
    assertTrue(result.diagnostics().get(0).message().contains("the kernel takes 4096"));
  }

  @Test
  void longArithmeticIsAnError() {
    Compilation result = compile(rule("UID" + " + 1".repeat(100_000) + " == 0"));
    assertEquals(
        "more than 500 operators in one filter expression", result.diagnostics().get(0).message());
    assertTrue(compile(rule("UID" + " + 1".repeat(499) + " == 0")).isGood());
  }

  @Test
  void deepMacrosInEachOtherAreAnError() {
    StringBuilder text = new StringBuilder("macro m0 = UID\n");
    for (int i = 1; i < 20; i++) {
      String sum = "m" + (i - 1) + " + 1".repeat(450);
      text.append("macro m").append(i).append(" = (").append(sum).append(")\n");
    }
    Compilation result = compile(text + rule("m19 == 0"));
    assertEquals("this expression is nested too deep", result.diagnostics().get(0).message());
  }

  @Test
  void tooDemandingExpressionIsAnError() {
    StringBuilder tree = new StringBuilder("UID");
    for (int i = 0; i < 8; i++) {
      tree = new StringBuilder("(" + tree + " + " + tree + ")");
    }
    Compilation result = compile(rule(tree + " == 0"));
    assertEquals(
        "this expression has too many intermediate results", result.diagnostics().get(0).message());
  }

  @Test
  void aLineOfTenMegabytesIsAnswered() {
    String line = "x".repeat(10 << 20);
    assertTakesAtMost(
        10,
        () -> {
          assertFalse(compile(line).isGood());
          assertFalse(compile(rule("COMM == \"" + line + "\"")).isGood());
          assertFalse(compile("/*" + line).isGood());
          assertFalse(compile("{ ".repeat(2 << 20)).isGood());
        });
  }

  @Test
  void fiftyThousandRulesCompileInTime() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      String rule = rule("PARAMS[1] == \"/srv/file" + i + "\" && UID == " + i);
      rules.append(rule.replace("rule_name = r ", "rule_name = r" + i + " "));
    }
    assertTakesAtMost(10, () -> assertTrue(compile(rules.toString()).isGood()));
  }

  @Test
  void everyPrefixOfTheExamplesIsAnswered() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples/rules"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        for (int end = 0; end < text.length(); end++) {
          compile(text.substring(0, end));
        }
        assertTrue(compile(text).isGood(), file.toString());
      }
    }
  }

  @Test
  void randomChangesAreAnswered() throws IOException {
    Random random = new Random(1);
    String text = Files.readString(Path.of("../examples/rules/prevent_delete.conf"));
    String pieces = "{}()[]\"'#/*=!&|<>~^%.,:;\\\n\t\0é\ud83dx0-";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder changed = new StringBuilder(text);
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        int at = random.nextInt(changed.length());
        char c = pieces.charAt(random.nextInt(pieces.length()));
        switch (random.nextInt(3)) {
          case 0 -> changed.setCharAt(at, c);
          case 1 -> changed.insert(at, c);
          default -> changed.delete(at, Math.min(changed.length(), at + random.nextInt(20)));
        }
      }
      compile(changed.toString());
    }
  }
}
