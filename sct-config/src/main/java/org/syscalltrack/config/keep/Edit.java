// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.syscalltrack.config.files.Provenance;
import org.syscalltrack.config.files.Refusal;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.device.UploadResult;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.DiagnosticPrinter;
import org.syscalltrack.lang.load.SourceException;
import org.syscalltrack.lang.load.SourceReader;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.tool.UsageException;

/**
 * {@code sct_config edit [FILE]}: a copy of a file of the next boot's rules is edited, checked
 * together with the others, compared with what is in force and, if that is agreed to, uploaded.
 * Only what the kernel has taken gets to be the file.
 */
public final class Edit {
  /** Where there is no file yet. */
  private static final String FIRST = "50-local.conf";

  /** What an attempt has come to. */
  private enum Step {
    AGAIN,
    LEAVE,
    /** Likewise, but what was written is kept. */
    LEAVE_COPY,
    DONE
  }

  private final Session session;
  private final RulesDirectory directory;
  private final String name;
  private final EditedCopy copy;
  private int status = ExitStatus.OK;

  private Edit(Session session, RulesDirectory directory, String name, EditedCopy copy) {
    this.session = session;
    this.directory = directory;
    this.name = name;
    this.copy = copy;
  }

  public static int run(Session session) throws DeviceException, UsageException {
    RulesDirectory directory = new RulesDirectory(Path.of(session.options().rulesDir()));
    // Before anybody works for nothing.
    InForce.read(session);
    try {
      String name = choose(session.options().operands(), directory);
      try (EditedCopy copy = EditedCopy.of(directory, name)) {
        return new Edit(session, directory, name, copy).edit();
      }
    } catch (IOException e) {
      session.err().println("sct_config: " + directory.path() + ": " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
  }

  private static String choose(List<String> operands, RulesDirectory directory)
      throws UsageException, IOException {
    List<String> names =
        directory.files().stream().map(file -> file.getFileName().toString()).toList();
    if (operands.size() > 1) {
      throw new UsageException("'edit' takes one file: '" + operands.get(1) + "'");
    }
    if (operands.isEmpty()) {
      if (names.size() > 1) {
        throw new UsageException("'edit' which file? There are " + String.join(", ", names));
      }
      return names.isEmpty() ? FIRST : names.get(0);
    }
    String name = operands.get(0);
    if (name.isEmpty() || name.startsWith(".") || name.contains("/")) {
      throw new UsageException(
          "'edit' takes the name of a file in " + directory.path() + ", not '" + name + "'");
    }
    return name.endsWith(RulesDirectory.ENDING) ? name : name + RulesDirectory.ENDING;
  }

  private int edit() throws IOException, DeviceException {
    Step step;
    do {
      int ended = session.terminal().edit(copy.path());
      if (ended != 0) {
        session.err().println("sct_config: the editor ended with status " + ended);
        status = ExitStatus.TROUBLE;
        step = copy.isAsBefore() ? Step.LEAVE : Step.LEAVE_COPY;
      } else if (copy.isAsBefore()) {
        session.out().println(directory.file(name) + " was not changed");
        step = Step.DONE;
      } else {
        step = attempt();
      }
    } while (step == Step.AGAIN);
    if (step == Step.LEAVE_COPY) {
      session.err().println("sct_config: what was written is in " + copy.path());
    } else {
      copy.discard();
    }
    if (step != Step.DONE) {
      session.err().println("sct_config: " + directory.file(name) + " is as it was");
    }
    return status;
  }

  private Step attempt() throws IOException, DeviceException {
    List<SourceText> read = new ArrayList<>();
    Compilation compilation = compile(read);
    if (compilation == null) {
      return askAgain(ExitStatus.RULES_WRONG);
    }
    InForce inForce = InForce.read(session);
    if (Arrays.equals(compilation.bytes(), inForce.table())) {
      session.out().println("The same rules are in force already.");
    } else {
      Diff.print(session.out(), inForce.text(), compilation.table().text());
    }
    if (!session.options().yes()) {
      Step step = askToUpload();
      if (step != Step.DONE) {
        return step;
      }
    }
    return upload(compilation, read, inForce);
  }

  /** All files in their order, with the copy in the place of the one that it is of. */
  private Compilation compile(List<SourceText> read) throws IOException {
    List<Path> files = new ArrayList<>(directory.files());
    Path edited = directory.file(name);
    if (!files.contains(edited)) {
      files.add(edited);
      files.sort(null);
    }
    List<SourceText> sources = new ArrayList<>();
    try {
      for (Path file : files) {
        sources.add(
            file.equals(edited)
                ? new SourceText(edited.toString(), SourceReader.read(copy.path()).text())
                : SourceReader.read(file));
      }
    } catch (SourceException e) {
      session.err().print(DiagnosticPrinter.print(e.diagnostic()));
      return null;
    }
    return RuleFiles.compileTexts(session, sources, read);
  }

  private Step upload(Compilation compilation, List<SourceText> read, InForce inForce)
      throws IOException, DeviceException {
    // What was compared is what is replaced.
    UploadRequest request =
        new UploadRequest(compilation.bytes(), Provenance.of(read), inForce.generation(), 0);
    try (ControlDevice device = session.open()) {
      if (device.upload(request) instanceof UploadResult.Refused refused) {
        session.err().print(DiagnosticPrinter.print(Refusal.explain(refused, compilation)));
        return askAgain(ExitStatus.TROUBLE);
      }
    } catch (DeviceException e) {
      session.err().println("sct_config: " + e.getMessage());
      status = ExitStatus.TROUBLE;
      return Step.LEAVE_COPY;
    }
    try {
      directory.write(name, copy.bytes());
    } catch (IOException e) {
      throw new IOException(
          e.getMessage()
              + ": the rules are in force, but not those of the next boot: see "
              + copy.path(),
          e);
    }
    session.out().println("In force, and saved in " + directory.file(name));
    status = ExitStatus.OK;
    return Step.DONE;
  }

  private Step askAgain(int otherwise) {
    status = otherwise;
    return ask("What now? (e)dit again, e(x)it without saving: ", false);
  }

  private Step askToUpload() {
    status = ExitStatus.USAGE;
    return ask("Put them in force? (y)es, (e)dit again, e(x)it without saving: ", true);
  }

  private Step ask(String question, boolean mayUpload) {
    while (true) {
      String answer = session.terminal().ask(question);
      if (answer == null) {
        session.err().println("sct_config: nobody can be asked");
        return Step.LEAVE_COPY;
      }
      switch (answer.strip().toLowerCase(Locale.ROOT)) {
        case "e", "edit" -> {
          return Step.AGAIN;
        }
        case "x", "exit", "q" -> {
          return Step.LEAVE;
        }
        case "y", "yes" -> {
          if (mayUpload) {
            return Step.DONE;
          }
        }
        default -> {
          // Asked anew.
        }
      }
    }
  }
}
