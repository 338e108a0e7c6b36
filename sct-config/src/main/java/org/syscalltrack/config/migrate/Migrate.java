// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.migrate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.source.SourceText;

/**
 * {@code sct_config migrate FILE...}: rules of the original syscalltrack, rewritten. What was
 * changed is said on the error output; that the result compiles is tried.
 */
public final class Migrate {
  private Migrate() {}

  public static int run(Session session) {
    List<Diagnostic> messages = new ArrayList<>();
    List<SourceText> migrated = new ArrayList<>();
    Set<String> ruleNames = new HashSet<>();
    for (String file : session.options().operands()) {
      try {
        SourceText old = RuleFiles.read(session, file);
        String text = new OldSyntax(old, ruleNames, messages).rewrite();
        session.out().print(text);
        // Under its own name, so that what it includes is found; the lines are those of the output.
        migrated.add(new SourceText(file, text));
      } catch (SourceException e) {
        messages.add(e.diagnostic());
      }
    }
    messages.forEach(message -> session.err().print(DiagnosticPrinter.print(message)));
    boolean read = migrated.size() == session.options().operands().size();
    List<Diagnostic> wrong =
        Compiler.compile(migrated, RuleFiles::include, new Diagnostics()).diagnostics().stream()
            .filter(Diagnostic::isError)
            .toList();
    if (!wrong.isEmpty()) {
      session.err().println("sct_config: what is printed needs work by hand; its errors are:");
      wrong.forEach(message -> session.err().print(DiagnosticPrinter.print(message)));
    }
    return read && wrong.isEmpty() ? ExitStatus.OK : ExitStatus.RULES_WRONG;
  }
}
