// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.List;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.CommandLineOptions.Format;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.compile.Compilation;

/** {@code sct_config coverage FILE...}: by which doors the rules are come to, and which not. */
public final class CoverageCommand {
  private CoverageCommand() {}

  public static int run(Session session) {
    Compilation compilation = RuleFiles.compile(session);
    if (compilation == null) {
      return ExitStatus.RULES_WRONG;
    }
    Kernel kernel = Kernel.ask(session, compilation.bytes());
    List<RuleCoverage> rules = Coverage.of(compilation).stream().map(r -> r.on(kernel)).toList();
    if (session.options().output().format() == Format.JSON) {
      CoverageJson.print(kernel, rules, session.out());
    } else {
      new CoverageText(session.out()).print(kernel, rules);
    }
    boolean whole = rules.stream().allMatch(RuleCoverage::isWhole);
    return whole && kernel.degraded().isEmpty() ? ExitStatus.OK : ExitStatus.DEGRADED;
  }
}
