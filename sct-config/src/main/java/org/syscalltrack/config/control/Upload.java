// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.control;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.SctError;
import org.syscalltrack.config.files.Provenance;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.CommandLineOptions;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.device.UploadResult;
import org.syscalltrack.lang.compile.CallCosts;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.SyscallTable;
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
        session.err().print(DiagnosticPrinter.print(explain(refused, compilation)));
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

  private static Diagnostic explain(UploadResult.Refused refused, Compilation compilation) {
    int insn = isAboutCode(refused.error()) ? refused.index() : -1;
    Span place = compilation.place(refused.rule(), insn);
    String message = "refused by the kernel: " + refused.error().text();
    if (refused.abi() != null) {
      message += ": " + SyscallTable.builtIn().nameOrNumber(refused.abi(), refused.nr());
      message += " of " + refused.abi().text();
    }
    Diagnostic d =
        place == null ? Diagnostic.ofFile("sct_config", message) : Diagnostic.error(place, message);
    return d.hint(hint(refused, compilation));
  }

  private static boolean isAboutCode(SctError error) {
    return switch (error) {
      case COST, OPCODE, REGISTER, JUMP, VARIABLE, END, STRING, PHASE, RESERVED -> true;
      case OK,
          MAGIC,
          VERSION,
          SIZE,
          SECTION,
          LIMIT,
          RULE,
          NAME,
          ERRNO,
          VIEW,
          BINDING,
          NO_CALL,
          HOOK_BUSY,
          HOOK,
          MEMORY,
          DENIAL,
          RATE,
          DELIVERY,
          SIGNAL,
          PATTERN,
          PRIORITY,
          LOOK,
          OBJECT,
          OPERATION,
          ABSENT,
          NO_DIRECTORY,
          NO_OPERATION ->
          false;
    };
  }

  private static String hint(UploadResult.Refused refused, Compilation compilation) {
    return switch (refused.error()) {
      case COST -> CallCosts.hint(compilation.insn(refused.rule(), refused.index()));
      case NO_CALL -> "the rules in force stay as they were; leave this rule out on this kernel";
      case HOOK_BUSY -> "the rules in force stay as they were; stop the other tracer first";
      case ABSENT ->
          "the rules in force stay as they were; follow = path holds a name with nothing there yet";
      case NO_DIRECTORY -> "the rules in force stay as they were; write: OBJECT[...] == \"...\"";
      case NO_OPERATION ->
          "the rules in force stay as they were; leave this rule out on this kernel";
      case MEMORY -> "the rules in force stay as they were";
      case HOOK, DENIAL -> "the rules in force stay as they were";
      case OK,
          MAGIC,
          VERSION,
          SIZE,
          SECTION,
          LIMIT,
          RESERVED,
          STRING,
          RULE,
          NAME,
          ERRNO,
          PHASE,
          VIEW,
          BINDING,
          OPCODE,
          REGISTER,
          JUMP,
          VARIABLE,
          END,
          RATE,
          DELIVERY,
          SIGNAL,
          PATTERN,
          PRIORITY,
          LOOK,
          OBJECT,
          OPERATION ->
          "the rules in force stay as they were; are tools and modules of the same release?";
    };
  }
}
