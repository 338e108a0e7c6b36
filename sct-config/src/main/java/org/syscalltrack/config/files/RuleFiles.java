// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.config.session.Command;
import org.syscalltrack.config.session.CommandLineOptions;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.compile.CallCosts;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticJson;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceLoader;
import org.syscalltrack.lang.load.SourceReader;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.message.ErrorCode;

/** Reads and compiles the files of the command line, and reports what is wrong with them. */
public final class RuleFiles {
  public static final String STDIN = "-";

  private RuleFiles() {}

  /** The compilation, or null if the files are wrong; its messages have been printed. */
  public static Compilation compile(Session session) {
    return compile(session, session.options().operands());
  }

  public static Compilation compile(Session session, List<String> files) {
    return compile(session, files, new ArrayList<>());
  }

  /**
   * The same.
   *
   * @param all gets every file that was read, also those that are included
   */
  public static Compilation compile(Session session, List<String> files, List<SourceText> all) {
    Diagnostics diagnostics = new Diagnostics();
    List<SourceText> sources = new ArrayList<>();
    for (String file : files) {
      try {
        sources.add(read(session, file));
      } catch (SourceException e) {
        diagnostics.add(e.diagnostic());
      }
    }
    return compile(session, sources, diagnostics, all);
  }

  /** Texts that need not be what their files say. */
  public static Compilation compileTexts(
      Session session, List<SourceText> sources, List<SourceText> all) {
    return compile(session, sources, new Diagnostics(), all);
  }

  private static Compilation compile(
      Session session, List<SourceText> sources, Diagnostics diagnostics, List<SourceText> all) {
    all.addAll(sources);
    SourceLoader loader =
        (from, name) -> {
          SourceText included = include(from, name);
          all.add(included);
          return included;
        };
    Compilation compilation = Compiler.compile(sources, loader, diagnostics);
    report(session, compilation.diagnostics());
    boolean strict =
        session.options().output().werror()
            && !compilation.diagnostics().stream().allMatch(Diagnostic::isNote);
    if (!compilation.isGood() || strict) {
      return null;
    }
    session
        .trace()
        .note(
            "compiled {} rules: {} bytes, {} bindings, {} views",
            compilation.table().rules().size(),
            compilation.bytes().length,
            compilation.table().bindings().size(),
            compilation.table().views().size());
    session.trace().note("{}", CallCosts.costliest(compilation.table()));
    return compilation;
  }

  private static void report(Session session, List<Diagnostic> messages) {
    // What else is printed as JSON is one document, in which messages have no place.
    boolean isJson = session.options().output().format() == CommandLineOptions.Format.JSON;
    if (isJson && session.options().command() == Command.CHECK) {
      session.out().print(DiagnosticJson.print(messages));
      return;
    }
    for (Diagnostic d : messages) {
      session.err().print(DiagnosticPrinter.print(d));
    }
  }

  /** A name is relative to the file that it stands in. */
  public static SourceText include(SourceText from, String name) throws SourceException {
    try {
      return SourceReader.read(Path.of(from.name()).resolveSibling(name).normalize());
    } catch (InvalidPathException e) {
      throw new SourceException(
          Diagnostic.ofFile(ErrorCode.BAD_FILE_NAME, name, "is no file name: " + e.getReason()));
    }
  }

  public static SourceText read(Session session, String file) throws SourceException {
    if (file.equals(STDIN)) {
      return SourceReader.read("<stdin>", session.in());
    }
    try {
      return SourceReader.read(Path.of(file));
    } catch (InvalidPathException e) {
      throw new SourceException(
          Diagnostic.ofFile(ErrorCode.BAD_FILE_NAME, file, "is no file name: " + e.getReason()));
    }
  }
}
