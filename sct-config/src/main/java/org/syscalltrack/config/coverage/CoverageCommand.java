// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import java.util.List;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.CommandLineOptions.Format;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.lang.compile.Compilation;

/** {@code sct_config coverage FILE...}: by which doors the rules are come to, and which not. */
public final class CoverageCommand {
  private CoverageCommand() {}

  public static int run(Session session) throws DeviceException {
    Compilation compilation = RuleFiles.compile(session);
    if (compilation == null) {
      return ExitStatus.RULES_WRONG;
    }
    List<RuleCoverage> known = Coverage.of(compilation);
    Kernel kernel = Kernel.ask(session, known, compilation.bytes());
    List<RuleCoverage> rules = known.stream().map(rule -> rule.on(kernel)).toList();
    if (session.options().probe()) {
      rules = ProbeTrial.run(session, rules);
    }
    if (session.options().output().format() == Format.JSON) {
      CoverageJson.print(kernel, rules, session.out());
    } else {
      new CoverageText(session.out()).print(kernel, rules);
    }
    boolean whole = rules.stream().allMatch(RuleCoverage::isWhole);
    return whole && kernel.degraded().isEmpty() ? ExitStatus.OK : ExitStatus.DEGRADED;
  }
}
