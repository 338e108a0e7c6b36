// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.explain;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.config.files.RuleFiles;
import org.syscalltrack.config.session.ExitStatus;
import org.syscalltrack.config.session.Session;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.tool.UsageException;

/** {@code sct_config explain FILE[:RULE]...}: what rules do, in words, or why they did not. */
public final class Explain {
  private Explain() {}

  /** A file and the rule of it that is asked for, or null. */
  private record Wanted(String file, String rule) {
    /** A name with a colon may be a file's own. */
    static Wanted of(String operand) {
      int colon = operand.lastIndexOf(':');
      return colon <= 0 || exists(operand)
          ? new Wanted(operand, null)
          : new Wanted(operand.substring(0, colon), operand.substring(colon + 1));
    }

    private static boolean exists(String file) {
      try {
        return Files.exists(Path.of(file));
      } catch (InvalidPathException e) {
        return false;
      }
    }
  }

  public static int run(Session session) throws UsageException {
    List<Wanted> wanted = session.options().operands().stream().map(Wanted::of).toList();
    Compilation compilation =
        RuleFiles.compile(session, wanted.stream().map(Wanted::file).distinct().toList());
    if (compilation == null) {
      return ExitStatus.RULES_WRONG;
    }
    List<Integer> rules = chosen(compilation.rules(), wanted);
    if (session.options().event() != null) {
      return EventTrial.run(session, compilation, rules);
    }
    for (int i = 0; i < rules.size(); i++) {
      if (i > 0) {
        session.out().println();
      }
      new RuleInWords(compilation, rules.get(i), session.out()).print();
    }
    return ExitStatus.OK;
  }

  /** Indices of the rules that are asked for. */
  private static List<Integer> chosen(List<CheckedRule> rules, List<Wanted> wanted)
      throws UsageException {
    boolean all = wanted.stream().anyMatch(w -> w.rule() == null);
    List<String> names = rules.stream().map(CheckedRule::name).toList();
    for (Wanted w : wanted) {
      if (w.rule() != null && !names.contains(w.rule())) {
        String near = Suggestion.hint(w.rule(), names);
        throw UsageException.ofContent(
            w.file() + " has no rule '" + w.rule() + "'" + (near == null ? "" : ": " + near));
      }
    }
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (all || wanted.stream().anyMatch(w -> name.equals(w.rule()))) {
        chosen.add(i);
      }
    }
    return chosen;
  }
}
