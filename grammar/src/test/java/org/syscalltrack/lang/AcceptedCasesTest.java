// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.syscalltrack.lang.table.Disassembler;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

/**
 * tests/lang/ok: each NAME.conf compiles; NAME.dump holds its warnings, its canonical text and its
 * table.
 */
class AcceptedCasesTest {
  @TestFactory
  Stream<DynamicTest> accepted() throws IOException {
    return GoldenFiles.cases("ok").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException, TableFormatException {
    String text = GoldenFiles.read(file);
    Compilation compiled = compile(file.getFileName().toString(), text);
    StringBuilder messages = new StringBuilder();
    for (Diagnostic d : compiled.diagnostics()) {
      messages.append(DiagnosticPrinter.print(d));
    }
    assertTrue(compiled.isGood(), messages::toString);

    Path golden = file.resolveSibling(file.getFileName().toString().replace(".conf", ".dump"));
    String dump =
        (messages.isEmpty() ? "" : "==== warnings\n" + messages)
            + "==== text\n"
            + compiled.table().text()
            + "==== table\n"
            + Disassembler.print(compiled.table());
    GoldenFiles.check(golden, GoldenFiles.read(golden), dump, dump);

    String canonical = compiled.table().text();
    assertArrayEquals(
        compiled.bytes(),
        compile("canonical", canonical).bytes(),
        "the canonical text gives other bytes");
    assertArrayEquals(
        compiled.bytes(),
        compile("crlf", text.replace("\r\n", "\n").replace("\n", "\r\n")).bytes(),
        "Windows line ends give other bytes");
    assertEquals(
        compiled.table(), TableReader.read(compiled.bytes()), "the bytes read back differ");
  }

  private static Compilation compile(String name, String text) {
    return Compiler.compile(List.of(new SourceText(name, text)));
  }
}
