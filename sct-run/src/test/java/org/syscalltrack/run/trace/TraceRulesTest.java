// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.run.Rules;
import org.syscalltrack.tool.UsageException;

class TraceRulesTest {
  private static String rules(String... args) throws UsageException {
    return TraceRules.of(TraceOptions.parse(args));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--trace",
        "--trace --paths",
        "--trace --summary-only",
        "--trace --expr none",
        "--trace --expr !%file --paths --strings 9999",
        "--trace --accessed /etc/a\"b --accessed c --paths",
        "--trace --accessed c --expr brk",
        "--trace --expr exit_group,openat"
      })
  void compile(String args) throws UsageException {
    Compilation compilation = Rules.compile(rules(args.split(" ")), "sctrace");
    assertTrue(compilation.isGood(), () -> compilation.diagnostics().toString());
  }

  @Test
  void whatDoesNotReturnHasNoRuleAfterIt() throws UsageException {
    String rules = rules("--expr", "exit_group");
    assertTrue(rules.contains("before exit_group"));
    assertFalse(rules.contains("after exit_group"));
  }

  @Test
  void countingLooksAtNoParameters() throws UsageException {
    assertFalse(rules("--summary-only").contains("%params"));
  }

  @Test
  void timesAreCounted() throws UsageException {
    assertEquals(3, TraceOptions.parse(new String[] {"--time", "--time", "--time"}).times());
  }

  @Test
  void filesAreLookedForByNameAndByDescriptor() throws UsageException {
    String rules = rules("--accessed", "/none/x", "--expr", "openat,brk,close");
    assertTrue(rules.contains("PARAMS[2] == \"/none/x\""), rules);
    assertTrue(rules.contains("FD[1] == \"/none/x\""), rules);
    assertFalse(rules.contains("brk"), rules);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--constants hex",
        "--column x",
        "--append",
        "--each --output f --summary-only",
        "--successful --failed"
      })
  void areRefused(String args) {
    assertThrows(UsageException.class, () -> TraceOptions.parse(args.split(" ")));
  }
}
