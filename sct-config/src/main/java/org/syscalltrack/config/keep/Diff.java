// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.lang.compile.Compilation;

/**
 * {@code sct_config diff [FILE]...}: rules of the files that are not in force ({@code +}), rules in
 * force that are in none of the files ({@code -}), and both where one of the name is another rule.
 */
public final class Diff {
  private Diff() {}

  public static int run(Session session) throws DeviceException {
    List<String> files = session.options().operands();
    if (files.isEmpty()) {
      try {
        files =
            new RulesDirectory(Path.of(session.options().rulesDir()))
                .files().stream().map(Path::toString).toList();
      } catch (IOException e) {
        session
            .err()
            .println("sct_config: " + session.options().rulesDir() + ": " + e.getMessage());
        return ExitStatus.TROUBLE;
      }
    }
    // No file at all says that nothing is to be in force.
    String text = "";
    byte[] table = new byte[0];
    if (!files.isEmpty()) {
      Compilation compilation = RuleFiles.compile(session, files);
      if (compilation == null) {
        return ExitStatus.RULES_WRONG;
      }
      text = compilation.table().text();
      table = compilation.bytes();
    }
    InForce inForce = InForce.read(session);
    if (Arrays.equals(table, inForce.table())) {
      session.trace().note("the same as generation {}", inForce.generation());
      return ExitStatus.OK;
    }
    print(session.out(), inForce.text(), text);
    return ExitStatus.DIFFERENT;
  }

  /** How the rules of two canonical texts differ. */
  static void print(PrintStream out, String inForce, String wanted) {
    print(out, RuleTexts.of(inForce), RuleTexts.of(wanted));
  }

  private static void print(
      PrintStream out, Map<String, String> kernel, Map<String, String> files) {
    boolean any = false;
    for (Map.Entry<String, String> rule : kernel.entrySet()) {
      if (!rule.getValue().equals(files.get(rule.getKey()))) {
        show(out, "-", rule.getValue());
        any = true;
      }
    }
    for (Map.Entry<String, String> rule : files.entrySet()) {
      if (!rule.getValue().equals(kernel.get(rule.getKey()))) {
        show(out, "+", rule.getValue());
        any = true;
      }
    }
    if (!any) {
      List<String> wanted = new ArrayList<>(files.keySet());
      out.println("the same rules in another order; that of the files:");
      wanted.forEach(name -> out.println("  " + name));
    }
  }

  private static void show(PrintStream out, String sign, String rule) {
    rule.lines().forEach(line -> out.println(sign + line));
  }
}
