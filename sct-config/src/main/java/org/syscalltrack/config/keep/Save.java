// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.tool.UsageException;

/**
 * {@code sct_config save}: the rules in force become those of the next boot, in one file. Files
 * that say something else are set aside, not deleted.
 */
public final class Save {
  private static final String FILE = "50-saved.conf";
  private static final String ASIDE = ".old";

  private Save() {}

  public static int run(Session session) throws DeviceException, UsageException {
    RulesDirectory directory = new RulesDirectory(Path.of(session.options().rulesDir()));
    InForce inForce = InForce.read(session);
    if (inForce.table().length == 0) {
      session.err().println("sct_config: no rules are in force; nothing was saved");
      return ExitStatus.TROUBLE;
    }
    Compilation again = Compiler.compile(List.of(new SourceText(FILE, inForce.text())));
    if (!Arrays.equals(again.bytes(), inForce.table())) {
      session
          .err()
          .println(
              "sct_config: another release made these rules: their text is not what is in force");
      return ExitStatus.TROUBLE;
    }
    try {
      return save(session, directory, inForce);
    } catch (IOException e) {
      session.err().println("sct_config: " + directory.path() + ": " + e.getMessage());
      return ExitStatus.TROUBLE;
    }
  }

  private static int save(Session session, RulesDirectory directory, InForce inForce)
      throws IOException, UsageException {
    List<Path> others =
        directory.files().stream()
            .filter(file -> !file.getFileName().toString().equals(FILE))
            .toList();
    if (!others.isEmpty() && !agreed(session, others)) {
      return ExitStatus.USAGE;
    }
    directory.write(FILE, inForce.text());
    for (Path other : others) {
      Files.move(
          other,
          other.resolveSibling(other.getFileName() + ASIDE),
          StandardCopyOption.REPLACE_EXISTING);
      session.out().println("Set aside: " + other + ASIDE);
    }
    session
        .out()
        .println("Saved generation " + inForce.generation() + " in " + directory.file(FILE));
    return ExitStatus.OK;
  }

  private static boolean agreed(Session session, List<Path> others) throws UsageException {
    if (session.options().yes()) {
      return true;
    }
    String names = String.join(" ", others.stream().map(Path::toString).toList());
    String answer =
        session.terminal().ask("These files would be set aside: " + names + "\nSave? [y/N] ");
    if (answer == null) {
      throw new UsageException("'save' sets aside " + names + ": confirm it by --yes");
    }
    boolean yes = answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    if (!yes) {
      session.err().println("sct_config: nothing was saved");
    }
    return yes;
  }
}
