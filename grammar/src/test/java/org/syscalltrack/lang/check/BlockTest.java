// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.source.SourceText;

/** That a field in the wrong block is told where it belongs, each field of each block. */
class BlockTest {
  private static final String RULE =
      "rule { syscall_name = open rule_name = r when = before %s action { type = LOG %s } }";

  static Stream<String> ofRule() {
    return Block.RULE.fields().stream();
  }

  static Stream<String> ofAction() {
    return Block.ACTION.fields().stream();
  }

  private static void refused(String rule, String message, String hint) {
    List<Diagnostic> said = Compiler.compile(List.of(new SourceText("x", rule))).diagnostics();
    Diagnostic found =
        said.stream().filter(d -> d.message().equals(message)).findFirst().orElse(null);
    assertNotNull(found, said.toString());
    assertEquals(hint, found.hint());
  }

  private static String written(String field) {
    return switch (field) {
      case "filter_expression", "log_format" -> field + " { PID == 1 }";
      case "action" -> "action { type = LOG }";
      default -> field + " = x";
    };
  }

  @ParameterizedTest
  @MethodSource("ofRule")
  void aFieldOfTheRuleInTheAction(String field) {
    refused(
        RULE.formatted("", written(field)),
        "unknown field '" + field + "' in an action",
        "'" + field + "' belongs into the rule, outside of action");
  }

  @ParameterizedTest
  @MethodSource("ofAction")
  void aFieldOfTheActionInTheRule(String field) {
    refused(
        RULE.formatted(written(field), ""),
        "unknown field '" + field + "' in a rule",
        "'" + field + "' belongs into action { ... }");
  }

  @Test
  void noFieldBelongsIntoTwo() {
    Set<String> both = new HashSet<>(Block.RULE.fields());
    both.retainAll(Block.ACTION.fields());
    assertEquals(Set.of(), both);
  }
}
