// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.importer.audit.AuditImporter;
import org.syscalltrack.config.importer.audit.PathView;
import org.syscalltrack.config.importer.falco.FalcoImporter;
import org.syscalltrack.config.importer.rule.Entry;
import org.syscalltrack.config.importer.rule.ImportText;
import org.syscalltrack.config.importer.strace.StraceImporter;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.message.WarningCode;
import org.syscalltrack.tool.UsageException;

/**
 * {@code sct_config import --from audit|falco|strace}: rules of other programs as rules of ours, on
 * the standard output; what could not be said stands there, too, and is told on the error output.
 */
public final class Import {
  private Import() {}

  public static int run(Session session) throws UsageException {
    String from = session.options().from();
    if (from == null) {
      throw new UsageException("'import' needs --from: " + String.join(", ", KINDS));
    }
    return switch (from) {
      case "audit" -> audit(session);
      case "falco" -> falco(session);
      case "strace" -> strace(session);
      default ->
          throw new UsageException(
              "--from takes " + String.join(", ", KINDS) + ", not '" + from + "'");
    };
  }

  private static final List<String> KINDS = List.of("audit", "falco", "strace");

  private static int audit(Session session) {
    AuditImporter importer = new AuditImporter(PathView.HOST);
    List<SourceText> files = read(session);
    if (files == null) {
      return ExitStatus.RULES_WRONG;
    }
    files.forEach(file -> importer.read(file.name(), file.text()));
    return show(session, "audit", AuditImporter.head(), importer.result());
  }

  private static int falco(Session session) {
    FalcoImporter importer = new FalcoImporter(Users::exists);
    List<SourceText> files = read(session);
    boolean good = files != null;
    for (SourceText file : good ? files : List.<SourceText>of()) {
      String fault = importer.read(file.name(), file.text());
      if (fault != null) {
        session.err().println("sct_config: " + fault);
        good = false;
      }
    }
    return good ? show(session, "falco", "\n", importer.result()) : ExitStatus.RULES_WRONG;
  }

  private static int strace(Session session) {
    String line = String.join(" ", session.options().operands());
    return show(session, "strace", "\n", new StraceImporter(line).result());
  }

  private static List<SourceText> read(Session session) {
    List<SourceText> files = new ArrayList<>();
    boolean good = true;
    for (String file : session.options().operands()) {
      try {
        files.add(RuleFiles.read(session, file));
      } catch (SourceException e) {
        session.err().print(DiagnosticPrinter.print(e.diagnostic()));
        good = false;
      }
    }
    return good ? files : null;
  }

  private static int show(Session session, String from, String head, ImportText result) {
    String files = String.join(" ", session.options().operands());
    session
        .out()
        .print(
            result.print(
                "# Made by: sct_config import --from "
                    + from
                    + " "
                    + files.replaceAll("\\s+", " ")
                    + "\n"
                    + head));
    for (Entry.Unsaid unsaid : result.unsaid()) {
      session
          .err()
          .println(
              WarningCode.NOT_SAID.line(
                  unsaid.source().place(), "not said here: " + unsaid.reason()));
    }
    session.err().println("sct_config: " + result.summary());
    boolean strict = session.options().output().werror() && !result.unsaid().isEmpty();
    return strict ? ExitStatus.RULES_WRONG : ExitStatus.OK;
  }
}
