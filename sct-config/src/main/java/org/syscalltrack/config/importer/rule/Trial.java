// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.rule;

import java.util.List;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.source.SourceText;

/** Whether the compiler takes what was made. */
public final class Trial {
  private Trial() {}

  /** Why these rules do not compile, or null if they do. */
  public static String fault(String shared, List<RuleText> rules) {
    StringBuilder text = new StringBuilder(shared);
    rules.forEach(rule -> text.append(rule.print()));
    Compilation compilation =
        Compiler.compile(List.of(new SourceText("imported", text.toString())));
    for (Diagnostic message : compilation.diagnostics()) {
      if (message.isError()) {
        return message.message();
      }
    }
    return null;
  }
}
