// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.message.Explanation;
import org.syscalltrack.message.MessageCode;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config explain-error}: what the code of a message stands for. */
public final class ExplainError {
  private static final int WIDTH = 78;
  private static final String PREFIX = "sct-";

  private final PrintStream out;

  private ExplainError(PrintStream out) {
    this.out = out;
  }

  public static int run(Session session) throws UsageException {
    List<String> words = session.options().operands();
    if (words.isEmpty()) {
      list(session.out());
      return ExitStatus.OK;
    }
    List<MessageCode> codes = new ArrayList<>();
    for (String word : words) {
      codes.add(find(word));
    }
    ExplainError explain = new ExplainError(session.out());
    for (int i = 0; i < codes.size(); i++) {
      if (i > 0) {
        session.out().println();
      }
      explain.print(Explanation.of(codes.get(i)));
    }
    return ExitStatus.OK;
  }

  private static void list(PrintStream out) {
    Columns columns = new Columns();
    for (MessageCode code : Explanation.codes()) {
      columns.line(code.text(), Explanation.of(code).title());
    }
    columns.print(out);
  }

  /** A code in any case, with or without its brackets and what all begin with. */
  private static MessageCode find(String word) throws UsageException {
    String plain = word.replaceAll("[\\[\\]]", "").toUpperCase(Locale.ROOT);
    String wanted = PREFIX + plain.replaceFirst("^SCT-", "");
    for (MessageCode code : Explanation.codes()) {
      if (code.text().equals(wanted)) {
        return code;
      }
    }
    List<String> texts = Explanation.codes().stream().map(MessageCode::text).toList();
    String near = Suggestion.hint(wanted, texts);
    throw UsageException.ofContent(
        "no message has the code '"
            + word
            + "': "
            + (near == null ? "'sct_config explain-error' lists them" : near));
  }

  private void print(Explanation e) {
    out.println(e.code().text() + ": " + e.title());
    for (String paragraph : e.why().lines().toList()) {
      out.println();
      wrap(paragraph);
    }
    out.println();
    wrap("What to do: " + e.remedy());
    if (e.noExample() != null) {
      out.println();
      wrap("There is no example: " + e.noExample());
    }
    if (e.example() != null) {
      out.println();
      out.println("An example, " + Example.NAME + ":");
      out.println();
      indented(e.example());
      if (Example.isShortened(e.example())) {
        out.println();
        out.println("(<TEXT x N> stands for TEXT, N times; # for the number of its turn.)");
      }
    }
    if (e.command() != null) {
      out.println();
      out.println("The command that says so:");
      out.println();
      indented(e.command());
    } else if (e.example() != null) {
      out.println();
      out.println("What 'sct_config check' says of it:");
      out.println();
      for (Diagnostic d : Example.messages(e.example())) {
        indented(DiagnosticPrinter.print(d));
      }
    }
  }

  private void indented(String text) {
    text.lines().forEach(line -> out.println("  " + line));
  }

  private void wrap(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(line);
  }
}
