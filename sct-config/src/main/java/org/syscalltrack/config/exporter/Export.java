// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.exporter;

import java.util.List;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config export --to audit FILE...}: rules as lines for auditctl, where exact. */
public final class Export {
  private Export() {}

  public static int run(Session session) throws UsageException {
    String to = session.options().to();
    if (!"audit".equals(to)) {
      throw new UsageException(
          to == null ? "'export' needs --to audit" : "--to takes audit, not '" + to + "'");
    }
    Compilation compilation = RuleFiles.compile(session);
    if (compilation == null) {
      return ExitStatus.RULES_WRONG;
    }
    int said = 0;
    int count = 0;
    for (CheckedRule rule : compilation.rules()) {
      session.out().println("# " + rule.name());
      try {
        List<String> lines = AuditLines.of(rule);
        lines.forEach(session.out()::println);
        count += lines.size();
        said++;
      } catch (Inexact e) {
        session.out().println("#   NOT SAID HERE: " + e.getMessage());
        session
            .err()
            .println("sct_config: '" + rule.name() + "' is not exported: " + e.getMessage());
      }
    }
    int rules = compilation.rules().size();
    session
        .out()
        .println(
            "# "
                + rules
                + " rules: "
                + said
                + " said by "
                + count
                + " lines, "
                + (rules - said)
                + " not said");
    boolean strict = session.options().output().werror() && said < rules;
    return strict ? ExitStatus.RULES_WRONG : ExitStatus.OK;
  }
}
