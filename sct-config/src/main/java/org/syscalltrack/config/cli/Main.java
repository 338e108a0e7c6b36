// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.config.control.Answer;
import org.syscalltrack.config.control.Confirm;
import org.syscalltrack.config.control.Delete;
import org.syscalltrack.config.control.Download;
import org.syscalltrack.config.control.Holders;
import org.syscalltrack.config.control.Lock;
import org.syscalltrack.config.control.LogSize;
import org.syscalltrack.config.control.Pending;
import org.syscalltrack.config.control.Upload;
import org.syscalltrack.config.coverage.CoverageCommand;
import org.syscalltrack.config.explain.Explain;
import org.syscalltrack.config.explain.ExplainError;
import org.syscalltrack.config.exporter.Export;
import org.syscalltrack.config.files.Check;
import org.syscalltrack.config.files.Dump;
import org.syscalltrack.config.importer.Import;
import org.syscalltrack.config.keep.Diff;
import org.syscalltrack.config.keep.Edit;
import org.syscalltrack.config.keep.Save;
import org.syscalltrack.config.list.Lister;
import org.syscalltrack.config.migrate.Migrate;
import org.syscalltrack.config.pack.PackCommand;
import org.syscalltrack.config.replay.Try;
import org.syscalltrack.config.session.CommandLineOptions;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.session.Terminal;
import org.syscalltrack.config.status.StatusCommand;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Libc;
import org.syscalltrack.tool.Trace;
import org.syscalltrack.tool.UsageException;

/** sct_config: compiles rules and puts them into the kernel. */
public final class Main {
  private static final int STDOUT = 1;

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    int status =
        run(
            args,
            System.in,
            out,
            err,
            path -> ControlDevice.open(Libc.real(), path),
            question -> {
              // What was said before must be seen before the question.
              out.flush();
              err.flush();
              return Terminal.ofProcess(question);
            });
    out.flush();
    // Who has read enough closes the pipe: no reason to complain.
    if (out.checkError() && status == ExitStatus.OK && !Libc.real().isClosed(STDOUT)) {
      err.println("sct_config: cannot write the output");
      status = ExitStatus.TROUBLE;
    }
    err.flush();
    System.exit(status);
  }

  private static PrintStream stream(FileDescriptor fd) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(fd)), false, StandardCharsets.UTF_8);
  }

  /** Runs the tool and gives its exit status. */
  static int run(
      String[] args,
      InputStream in,
      PrintStream out,
      PrintStream err,
      Session.DeviceOpener opener,
      Terminal terminal) {
    try {
      CommandLineOptions options = CommandLineOptions.parse(args);
      if (options.help()) {
        out.print(options.helpText());
        return ExitStatus.OK;
      }
      if (options.version()) {
        out.print(version());
        return ExitStatus.OK;
      }
      Trace trace =
          options.verbosity() > 0
              ? Trace.verbose("sct_config", options.verbosity() > 1)
              : Trace.silent();
      return run(new Session(options, in, out, err, opener, terminal, trace));
    } catch (UsageException e) {
      err.println(e.text("sct_config"));
      return ExitStatus.USAGE;
    } catch (DeviceException e) {
      err.println("sct_config: " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
  }

  private static int run(Session session) throws DeviceException, UsageException {
    return switch (session.options().command()) {
      case UPLOAD -> Upload.run(session);
      case CONFIRM -> Confirm.run(session);
      case LOCK -> Lock.run(session);
      case STATUS -> StatusCommand.run(session);
      case LOG_SIZE -> LogSize.run(session);
      case DOWNLOAD -> Download.run(session);
      case DELETE -> Delete.run(session);
      case LIST -> Lister.run(session);
      case CHECK -> Check.run(session);
      case DUMP -> Dump.run(session);
      case EXPLAIN -> Explain.run(session);
      case COVERAGE -> CoverageCommand.run(session);
      case EXPLAIN_ERROR -> ExplainError.run(session);
      case TRY -> Try.run(session);
      case MIGRATE -> Migrate.run(session);
      case IMPORT -> Import.run(session);
      case EXPORT -> Export.run(session);
      case PACK -> PackCommand.run(session);
      case DIFF -> Diff.run(session);
      case EDIT -> Edit.run(session);
      case SAVE -> Save.run(session);
      case PENDING -> Pending.run(session);
      case ANSWER -> Answer.run(session);
      case HOLDERS -> Holders.run(session);
    };
  }

  private static String version() {
    String release = Main.class.getPackage().getImplementationVersion();
    return "sct_config "
        + (release == null ? "(development)" : release)
        + ", binary format "
        + SctAbi.ABI_VERSION
        + "\n";
  }
}
