// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.strace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.syscalls.GroupTable;
import org.syscalltrack.lang.syscalls.SyscallTable;

/**
 * A set of calls as strace writes it: {@code open,close}, {@code %file}, {@code !futex}.
 *
 * @param calls names of calls and groups
 * @param others whether all but these are meant
 * @param unknown what there is not
 */
record CallSet(List<String> calls, boolean others, List<String> unknown) {
  static final CallSet ALL = new CallSet(List.of(), true, List.of());

  static CallSet parse(String text) {
    boolean others = text.startsWith("!");
    Set<String> calls = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String word : (others ? text.substring(1) : text).split(",")) {
      String name = word.strip();
      if (name.equals("all")) {
        return others ? new CallSet(List.of(), false, List.of()) : ALL;
      }
      if (!name.isEmpty() && !name.equals("none")) {
        add(name, calls, unknown);
      }
    }
    return new CallSet(List.copyOf(calls), others, unknown);
  }

  private static void add(String word, Set<String> calls, List<String> unknown) {
    boolean optional = word.startsWith("?");
    String name = optional ? word.substring(1) : word;
    String group = name.equals("%net") ? "network" : name.replaceFirst("^%", "");
    if (name.startsWith("/")) {
      matching(name.substring(1), calls, unknown);
    } else if (SyscallTable.builtIn().find(name) != null) {
      calls.add(name);
    } else if (!GroupTable.calls(group).isEmpty()) {
      // Without the percent sign, as strace once wrote them.
      calls.add("@" + group);
    } else if (!optional) {
      String near = Suggestion.hint(name, SyscallTable.builtIn().names());
      unknown.add("no call or class " + name + (near == null ? "" : ": " + near));
    }
  }

  private static void matching(String expression, Set<String> calls, List<String> unknown) {
    try {
      Pattern pattern = Pattern.compile(expression);
      List<String> names =
          SyscallTable.builtIn().names().stream().filter(n -> pattern.matcher(n).find()).toList();
      calls.addAll(names);
      if (names.isEmpty()) {
        unknown.add("no call matches /" + expression);
      }
    } catch (PatternSyntaxException e) {
      unknown.add("/" + expression + ": " + e.getDescription());
    }
  }

  boolean isEmpty() {
    return calls.isEmpty() && !others;
  }

  /** What a rule names. */
  List<String> named() {
    return others ? List.of("*") : calls;
  }

  /** Which of the calls that are named count, or null. */
  String condition() {
    return others && !calls.isEmpty() ? "not SYSCALL in (" + String.join(", ", calls) + ")" : null;
  }
}
