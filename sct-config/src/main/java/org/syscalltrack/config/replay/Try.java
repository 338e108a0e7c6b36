// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import java.io.IOException;
import java.util.List;
import org.syscalltrack.capture.CaptureSource;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.CommandLineOptions;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config try FILE... -r CAPTURE}: what the rules would have done with its events. */
public final class Try {
  private Try() {}

  public static int run(Session session) throws UsageException {
    List<String> captures = session.options().read();
    if (captures.isEmpty()) {
      throw new UsageException("'try' needs a capture: -r FILE; sctlog -w FILE records one");
    }
    if (captures.contains(RuleFiles.STDIN)
        && session.options().operands().contains(RuleFiles.STDIN)) {
      throw new UsageException("the standard input can be read but once");
    }
    Compilation compilation = RuleFiles.compile(session);
    if (compilation == null) {
      return ExitStatus.RULES_WRONG;
    }
    try (CaptureSource source =
        CaptureSource.open(
            captures,
            session.in(),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            remark -> session.err().println("sct_config: " + remark))) {
      Findings findings = new Replay(compilation, session.trace()).run(source);
      if (session.options().output().format() == CommandLineOptions.Format.JSON) {
        FindingsJson.print(findings, compilation.rules(), session.out());
      } else {
        FindingsText.print(findings, compilation.rules(), session.out());
      }
      boolean isWhole = !source.isDamaged() && findings.malformed == 0;
      return isWhole ? ExitStatus.OK : ExitStatus.TROUBLE;
    } catch (RecordSourceException | IOException e) {
      session.err().println("sct_config: " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
  }
}
