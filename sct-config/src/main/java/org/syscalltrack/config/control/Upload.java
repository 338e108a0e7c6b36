// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.config.files.Provenance;
import org.syscalltrack.config.files.Refusal;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.CommandLineOptions;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.device.UploadResult;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config upload}. */
public final class Upload {
  private Upload() {}

  public static int run(Session session) throws DeviceException, UsageException {
    CommandLineOptions options = session.options();
    List<SourceText> sources = new ArrayList<>();
    Compilation compilation = RuleFiles.compile(session, options.operands(), sources);
    if (compilation == null) {
      return ExitStatus.RULES_WRONG;
    }
    UploadRequest request =
        new UploadRequest(
            compilation.bytes(),
            Provenance.of(sources),
            options.uploading().expectedGeneration(),
            options.uploading().confirmSeconds());
    try (ControlDevice device = session.open()) {
      UploadResult result = device.upload(request);
      if (result instanceof UploadResult.Refused refused) {
        session.err().print(DiagnosticPrinter.print(Refusal.explain(refused, compilation)));
        return ExitStatus.TROUBLE;
      }
      session.trace().note("in force: {}", result);
    }
    for (String file : session.options().operands()) {
      session
          .out()
          .println(
              file.equals(RuleFiles.STDIN)
                  ? "Successfully uploaded rules from standard input"
                  : "Successfully uploaded rules from file '" + file + "'");
    }
    if (request.confirmSeconds() > 0) {
      session
          .out()
          .println(
              "They are taken back in "
                  + request.confirmSeconds()
                  + " s, unless you say: sct_config confirm");
    }
    return ExitStatus.OK;
  }
}
