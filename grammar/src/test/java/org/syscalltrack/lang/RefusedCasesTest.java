// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.source.SourceText;

/**
 * tests/lang/err: each file is refused. The comments {@code #>} at its end are all that is said
 * about it, word for word, with the carets.
 */
class RefusedCasesTest {
  private static final String MARK = "#> ";

  @TestFactory
  Stream<DynamicTest> refused() throws IOException {
    return GoldenFiles.cases("err").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    String whole = GoldenFiles.read(file);
    int end = whole.startsWith(MARK) ? 0 : whole.indexOf("\n" + MARK) + 1;
    boolean marked = end > 0 || whole.startsWith(MARK);
    String source = marked ? whole.substring(0, end) : whole;
    String expected = marked ? whole.substring(end) : "";

    String name = file.getFileName().toString();
    Compilation compiled = Compiler.compile(List.of(new SourceText(name, source)));
    StringBuilder said = new StringBuilder();
    for (Diagnostic d : compiled.diagnostics()) {
      DiagnosticPrinter.print(d).lines().forEach(l -> said.append(MARK).append(l).append('\n'));
    }
    assertFalse(compiled.isGood(), "compiles");
    String separator = source.isEmpty() || source.endsWith("\n") ? "" : "\n";
    GoldenFiles.check(file, expected, said.toString(), source + separator + said);
  }
}
