// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.message.ErrorCode;

class IncludeTest {
  private static final String RULE =
      "rule { syscall_name = open rule_name = r when = before action { type = LOG }"
          + " filter_expression { UID in (admins) } }\n";

  private final Map<String, String> files = new HashMap<>();

  private Compilation compile(String... names) {
    List<SourceText> sources =
        java.util.Arrays.stream(names).map(n -> new SourceText(n, files.get(n))).toList();
    return Compiler.compile(
        sources,
        (from, name) -> {
          if (!files.containsKey(name)) {
            throw new SourceException(
                Diagnostic.ofFile(ErrorCode.NO_SUCH_FILE, name, "no such file"));
          }
          return new SourceText(name, files.get(name));
        },
        new Diagnostics());
  }

  private static String messages(Compilation compilation) {
    StringBuilder out = new StringBuilder();
    compilation.diagnostics().forEach(d -> out.append(DiagnosticPrinter.print(d)));
    return out.toString();
  }

  @Test
  void definitionsAndRulesComeIn() {
    files.put("lists", "list admins = (0, 1000)\n");
    files.put("rules", RULE);
    files.put("main", "include \"lists\"\ninclude \"rules\"\n");
    files.put("flat", files.get("lists") + RULE);
    Compilation result = compile("main");
    assertEquals("", messages(result));
    assertArrayEquals(compile("flat").bytes(), result.bytes());
  }

  @Test
  void errorsShowTheChain() {
    files.put("inner", "# two lines\n" + RULE);
    files.put("middle", "include \"inner\"\n");
    files.put("main", "\ninclude \"middle\"\n");
    Compilation result = compile("main");
    assertFalse(result.isGood());
    assertTrue(
        messages(result)
            .startsWith(
                "in the file included at middle:1:9:\n"
                    + "in the file included at main:2:9:\n"
                    + "inner:2:106: error: unknown name 'admins' [sct-E0501]\n"),
        () -> messages(result));
  }

  @Test
  void cyclesAreRefused() {
    files.put("a", "include \"b\"\n");
    files.put("b", "include \"a\"\n");
    assertTrue(
        messages(compile("a"))
            .contains("b:1:9: error: this file includes itself: a -> b [sct-E0111]\n"));
  }

  @Test
  void longChainsAreRefused() {
    for (int i = 0; i < 30; i++) {
      files.put("f" + i, "include \"f" + (i + 1) + "\"\n");
    }
    assertTrue(messages(compile("f0")).contains("more than 16 includes inside each other"));
  }

  @Test
  void missingFileIsAnError() {
    files.put("main", "include \"none\"\n" + RULE.replace("admins", "0"));
    assertTrue(
        messages(compile("main"))
            .startsWith("main:1:9: error: cannot include 'none': no such file [sct-E0110]\n"));
  }

  @Test
  void filesOfOneUploadDoNotShareDefinitions() {
    files.put("lists", "list admins = (0)\n" + RULE.replace("rule_name = r", "rule_name = s"));
    files.put("main", RULE);
    assertTrue(messages(compile("lists", "main")).contains("unknown name 'admins'"));
  }
}
