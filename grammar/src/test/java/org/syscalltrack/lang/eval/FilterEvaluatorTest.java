// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.FilterChecker;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.parser.RuleParser;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.syscalls.SyscallTable;

class FilterEvaluatorTest {
  private record Text(String text, boolean isUnreadable, boolean isCut) implements Value {
    @Override
    public boolean isNull() {
      return false;
    }

    @Override
    public long integer() {
      throw new AssertionError("a string");
    }

    @Override
    public byte[] array() {
      return ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int offset() {
      return 2;
    }

    @Override
    public int length() {
      return text.length();
    }
  }

  private static FilterEvaluator evaluator(String filter) {
    Diagnostics diagnostics = new Diagnostics();
    Cond cond =
        FilterChecker.check(
            RuleParser.parseFilter(new SourceText("filter", filter), diagnostics),
            List.of(SyscallTable.builtIn().find("unlink")),
            null,
            diagnostics);
    assertNotNull(cond, () -> diagnostics.sorted().toString());
    return new FilterEvaluator(cond);
  }

  /** Of a string that begins with abc and goes on behind it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PARAMS[1] startswith \"ab\" | true",
        "!(PARAMS[1] startswith \"ab\") | false",
        "PARAMS[1] startswith \"abx\" | false",
        "!(PARAMS[1] startswith \"abx\") | true",
        "PARAMS[1] startswith \"abcd\" | false",
        "!(PARAMS[1] startswith \"abcd\") | false",
        "PARAMS[1] == \"abc\" | false",
        "PARAMS[1] != \"abc\" | true",
        "PARAMS[1] != \"abcd\" | false",
        "PARAMS[1] ~= \"bc\" | true",
        "!(PARAMS[1] ~= \"x\") | false",
        "!(PARAMS[1] endswith \"c\") | false",
        "PARAMS[1] istartswith \"AB\" | true",
        "PARAMS[1] == NULL or PARAMS[1] startswith \"a\" | true"
      })
  void whatDependsOnACutPartIsNoMatch(String filter, boolean expected) {
    FilterEvaluator evaluator = evaluator(filter);
    assertEquals(expected, evaluator.matches((var, index) -> new Text("abc", false, true)));
    assertNull(evaluator.missing());
  }

  @ParameterizedTest
  @CsvSource({
    "COMM == \"rm\", false",
    "COMM != \"rm\", false",
    "!(COMM == \"rm\"), false",
    "COMM == \"rm\" || PID >= 0, false",
    "1 || COMM == \"rm\", true",
    "0 && COMM == \"rm\", false",
    "!(0 && COMM == \"rm\"), true"
  })
  void whatIsUnknownIsNoMatch(String filter, boolean expected) {
    assertEquals(expected, evaluator(filter).matches((var, index) -> null));
    assertEquals(expected, evaluator(filter).matches((var, index) -> new Text("", true, false)));
  }

  @Test
  void tellsWhatIsMissing() {
    FilterEvaluator evaluator = evaluator("PPID != 3");
    evaluator.matches((var, index) -> null);
    assertEquals(Var.PPID, evaluator.missing().var());
    evaluator.matches((var, index) -> new Text("", true, false));
    assertNull(evaluator.missing());
  }
}
