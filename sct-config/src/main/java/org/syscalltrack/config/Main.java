// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Libc;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.table.Disassembler;
import org.syscalltrack.tool.Trace;
import org.syscalltrack.tool.UsageException;

/** sct_config: compiles rules and puts them into the kernel. */
public final class Main {
  static final int OK = 0;
  static final int RULES_WRONG = 1;
  static final int USAGE = 2;
  static final int TROUBLE = 3;

  /** Only of {@code status}. */
  static final int DEGRADED = 4;

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
              return Terminal.ofProcess(question);
            });
    out.flush();
    if (out.checkError() && status == OK) {
      err.println("sct_config: cannot write the output");
      status = TROUBLE;
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
        out.print(CommandLineOptions.HELP);
        return OK;
      }
      if (options.version()) {
        out.print(version());
        return OK;
      }
      Trace trace =
          options.verbosity() > 0
              ? Trace.verbose("sct_config", options.verbosity() > 1)
              : Trace.silent();
      return run(new Session(options, in, out, err, opener, terminal, trace));
    } catch (UsageException e) {
      err.println("sct_config: " + e.getMessage() + " (try 'sct_config --help')");
      return USAGE;
    } catch (DeviceException e) {
      err.println("sct_config: " + e.getMessage());
      return TROUBLE;
    }
  }

  private static int run(Session session) throws DeviceException, UsageException {
    return switch (session.options().command()) {
      case UPLOAD -> Upload.run(session);
      case CONFIRM -> confirm(session);
      case LOCK -> Lock.run(session);
      case STATUS -> StatusCommand.run(session);
      case LOG_SIZE -> LogSize.run(session);
      case DOWNLOAD -> Download.run(session);
      case DELETE -> delete(session);
      case LIST -> Lister.run(session);
      case CHECK -> RuleFiles.compile(session) == null ? RULES_WRONG : OK;
      case DUMP -> dump(session);
      case EXPLAIN -> Explain.run(session);
      case MIGRATE -> Migrate.run(session);
      case HOLDERS -> Holders.run(session);
    };
  }

  private static int delete(Session session) throws DeviceException {
    try (ControlDevice device = session.open()) {
      long generation = device.delete();
      session.trace().note("no rules: generation {}", generation);
    }
    session.out().println("Successfully deleted all rules");
    return OK;
  }

  private static int confirm(Session session) throws DeviceException {
    try (ControlDevice device = session.open()) {
      session.out().println("The rules of generation " + device.confirm() + " stay");
    }
    return OK;
  }

  private static int dump(Session session) {
    Compilation compilation = RuleFiles.compile(session);
    if (compilation == null) {
      return RULES_WRONG;
    }
    if (session.options().raw()) {
      session.out().writeBytes(compilation.bytes());
    } else {
      session.out().print(Disassembler.print(compilation.table()));
    }
    return OK;
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
