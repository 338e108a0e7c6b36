// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.keep.RulesDirectory;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config pack list|show|enable|disable}. */
public final class PackCommand {
  private static final String USAGE =
      "'pack' takes: list, show NAME [FORM], enable NAME [FORM], disable NAME";

  private final Session session;
  private final RulesDirectory directory;

  private PackCommand(Session session) {
    this.session = session;
    this.directory = new RulesDirectory(Path.of(session.options().rulesDir()));
  }

  public static int run(Session session) throws UsageException {
    try {
      return new PackCommand(session).run(session.options().operands());
    } catch (IOException e) {
      session.err().println("sct_config: " + session.options().rulesDir() + ": " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
  }

  private int run(List<String> words) throws UsageException, IOException {
    String what = words.isEmpty() ? "list" : words.get(0);
    if (what.equals("list") && words.size() <= 1) {
      return list();
    }
    int most = what.equals("disable") ? 2 : 3;
    if (words.size() < 2 || words.size() > most) {
      throw new UsageException(USAGE);
    }
    Pack pack = pack(words.get(1));
    Pack.Form form = words.size() == 3 ? form(words.get(2)) : Pack.Form.WATCH;
    return switch (what) {
      case "show" -> show(pack, form);
      case "enable" -> enable(pack, form);
      case "disable" -> disable(pack);
      default -> throw new UsageException(USAGE);
    };
  }

  private static Pack pack(String name) throws UsageException {
    List<String> names = Pack.all().stream().map(Pack::name).toList();
    if (names.contains(name)) {
      return new Pack(name);
    }
    String near = Suggestion.hint(name, names);
    throw new UsageException(
        "no pack '" + name + "': " + (near == null ? String.join(", ", names) : near));
  }

  private static Pack.Form form(String word) throws UsageException {
    Pack.Form form = Pack.Form.find(word);
    if (form == null) {
      throw new UsageException("FORM is watch or enforce, not '" + word + "'");
    }
    return form;
  }

  private int list() throws IOException {
    Columns columns = new Columns().line("PACK", "ENABLED", "WATCHES; ENFORCES");
    for (Pack pack : Pack.all()) {
      columns.line(pack.name(), enabled(pack), pack.title(Pack.Form.WATCH));
      columns.line("", "", pack.title(Pack.Form.ENFORCE));
    }
    columns.print(session.out());
    return ExitStatus.OK;
  }

  private String enabled(Pack pack) throws IOException {
    for (Pack.Form form : Pack.Form.values()) {
      String there = directory.read(pack.file(form));
      if (there != null) {
        return form.word() + (there.equals(pack.text(form)) ? "" : ", changed");
      }
    }
    return "no";
  }

  private int show(Pack pack, Pack.Form form) {
    session.out().print(pack.text(form));
    return ExitStatus.OK;
  }

  private int enable(Pack pack, Pack.Form form) throws IOException, UsageException {
    String file = pack.file(form);
    for (Pack.Form any : Pack.Form.values()) {
      if (!mayLose(pack, any)) {
        return ExitStatus.USAGE;
      }
    }
    if (!compiles(pack, form)) {
      return ExitStatus.RULES_WRONG;
    }
    directory.write(file, pack.text(form));
    for (Pack.Form other : Pack.Form.values()) {
      if (other != form) {
        directory.delete(pack.file(other));
      }
    }
    session.out().println("Enabled: " + directory.file(file));
    next();
    return ExitStatus.OK;
  }

  private int disable(Pack pack) throws IOException, UsageException {
    boolean gone = false;
    for (Pack.Form form : Pack.Form.values()) {
      if (!mayLose(pack, form)) {
        return ExitStatus.USAGE;
      }
      gone |= directory.delete(pack.file(form));
    }
    session.out().println(gone ? "Disabled: " + pack.name() : pack.name() + " was not enabled");
    if (gone) {
      next();
    }
    return ExitStatus.OK;
  }

  private void next() {
    session
        .out()
        .println(
            "What is in force changes with: sct_config upload " + directory.path() + "/*.conf");
  }

  /** A file that somebody changed is lost only if he says so. */
  private boolean mayLose(Pack pack, Pack.Form form) throws IOException, UsageException {
    String file = pack.file(form);
    String there = directory.read(file);
    if (there == null || there.equals(pack.text(form)) || session.options().yes()) {
      return true;
    }
    String answer =
        session
            .terminal()
            .ask(directory.file(file) + " has been changed. Lose the changes? [y/N] ");
    if (answer == null) {
      throw new UsageException(directory.file(file) + " has been changed: lose it by --yes");
    }
    boolean yes = answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    if (!yes) {
      session.err().println("sct_config: nothing was done");
    }
    return yes;
  }

  /** Whether all that will be in the directory makes one table. */
  private boolean compiles(Pack pack, Pack.Form form) throws IOException {
    List<SourceText> sources = new ArrayList<>();
    Diagnostics diagnostics = new Diagnostics();
    sources.add(new SourceText(pack.file(form), pack.text(form)));
    for (Path file : directory.files()) {
      String name = file.getFileName().toString();
      boolean replaced =
          name.equals(pack.file(Pack.Form.WATCH)) || name.equals(pack.file(Pack.Form.ENFORCE));
      if (!replaced) {
        try {
          sources.add(RuleFiles.read(session, file.toString()));
        } catch (SourceException e) {
          diagnostics.add(e.diagnostic());
        }
      }
    }
    sources.sort((a, b) -> name(a).compareTo(name(b)));
    List<Diagnostic> wrong =
        Compiler.compile(sources, RuleFiles::include, diagnostics).diagnostics().stream()
            .filter(Diagnostic::isError)
            .toList();
    wrong.forEach(message -> session.err().print(DiagnosticPrinter.print(message)));
    return wrong.isEmpty();
  }

  private static String name(SourceText source) {
    return Path.of(source.name()).getFileName().toString();
  }
}
