// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticJson;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceReader;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.table.Disassembler;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;

/**
 * Any text is compiled or refused with a message, and what was compiled is read back and compiled
 * again to the same bytes. Started by scripts/fuzz-language.
 */
public final class CompilerFuzz {
  private CompilerFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws TableFormatException {
    SourceText source;
    try {
      source = SourceReader.read("fuzz.conf", new ByteArrayInputStream(data));
    } catch (SourceException e) {
      return;
    }
    Compilation compilation = Compiler.compile(List.of(source));
    for (Diagnostic d : compilation.diagnostics()) {
      if (DiagnosticPrinter.print(d).isEmpty()) {
        throw new AssertionError("an empty message");
      }
    }
    DiagnosticJson.print(compilation.diagnostics());
    if (!compilation.isGood()) {
      if (compilation.diagnostics().stream().noneMatch(Diagnostic::isError)) {
        throw new AssertionError("refused without an error");
      }
      return;
    }
    RuleTable table = TableReader.read(compilation.bytes());
    Disassembler.print(table);
    Compilation again = Compiler.compile(List.of(new SourceText("again.conf", table.text())));
    if (!again.isGood()) {
      throw new AssertionError(again.diagnostics() + " in:\n" + table.text());
    }
    if (!Arrays.equals(compilation.bytes(), again.bytes())) {
      throw new AssertionError("compiles to something else:\n" + table.text());
    }
  }
}
