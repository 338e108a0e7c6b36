// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceReader;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.message.ErrorCode;

/** The rules of a run: files, and calls that are just logged. */
public final class Rules {
  /** They have no result to show. */
  private static final Set<String> NO_RETURN =
      Set.of("exit", "exit_group", "rt_sigreturn", "sigreturn");

  private static final String WITH_RESULT =
      "syscall: %pid[%comm]: %sid_%sname(%params) = %retval:decoded";

  private Rules() {}

  /**
   * Compiles.
   *
   * @param files in order
   * @param calls names of system calls
   */
  public static Compilation compile(List<String> files, List<String> calls) {
    Diagnostics diagnostics = new Diagnostics();
    List<SourceText> sources = new ArrayList<>();
    for (String file : files) {
      try {
        sources.add(SourceReader.read(Path.of(file)));
      } catch (SourceException e) {
        diagnostics.add(e.diagnostic());
      } catch (InvalidPathException e) {
        diagnostics.add(
            Diagnostic.ofFile(ErrorCode.BAD_FILE_NAME, file, "is no file name: " + e.getReason()));
      }
    }
    if (!calls.isEmpty()) {
      sources.add(new SourceText("--calls", ofCalls(calls)));
    }
    return Compiler.compile(sources, Rules::include, diagnostics);
  }

  /** Compiles rules that a program has made; {@code name} is whose they are in messages. */
  public static Compilation compile(String text, String name) {
    return compile(List.of(new SourceText(name, text)));
  }

  /** Compiles what has been read; the sources count as one, in this order. */
  public static Compilation compile(List<SourceText> sources) {
    return Compiler.compile(sources, Rules::include, new Diagnostics());
  }

  /** A name is relative to the file that it stands in. */
  private static SourceText include(SourceText from, String name) throws SourceException {
    try {
      return SourceReader.read(Path.of(from.name()).resolveSibling(name).normalize());
    } catch (InvalidPathException e) {
      throw new SourceException(
          Diagnostic.ofFile(ErrorCode.BAD_FILE_NAME, name, "is no file name: " + e.getReason()));
    }
  }

  /** A rule for each call, one a line. */
  static String ofCalls(List<String> calls) {
    StringBuilder text = new StringBuilder();
    for (String call : calls) {
      boolean returns = !NO_RETURN.contains(call);
      text.append("rule { syscall_name = ").append(call);
      text.append(" rule_name = \"").append(call).append("\" action { type = LOG ");
      if (returns) {
        text.append("log_format {").append(WITH_RESULT).append("} ");
      }
      text.append("} when = ").append(returns ? "after" : "before").append(" }\n");
    }
    return text.toString();
  }
}
