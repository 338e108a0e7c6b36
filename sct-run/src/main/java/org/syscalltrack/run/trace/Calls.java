// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.syscalls.GroupTable;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.tool.UsageException;

/** Sets of calls as {@code -e trace=} names them. */
final class Calls {
  /** Classes of strace that are no groups of ours. */
  private static final Map<String, List<String>> CLASSES =
      Map.of(
          "stat", List.of("stat", "stat64", "oldstat"),
          "lstat", List.of("lstat", "lstat64", "oldlstat"),
          "fstat", List.of("fstat", "fstat64", "fstatat64", "newfstatat", "oldfstat", "statx"),
          "statfs", List.of("statfs", "statfs64"),
          "fstatfs", List.of("fstatfs", "fstatfs64"),
          "%statfs", List.of("statfs", "statfs64", "fstatfs", "fstatfs64", "ustat"),
          "net", GroupTable.calls("network"),
          "%stat", GroupTable.calls("stat"),
          "pure",
              List.of(
                  "getegid",
                  "getegid32",
                  "geteuid",
                  "geteuid32",
                  "getgid",
                  "getgid32",
                  "getpgrp",
                  "getpid",
                  "getppid",
                  "gettid",
                  "getuid",
                  "getuid32"));

  private Calls() {}

  /**
   * The calls of a list.
   *
   * @return null: all, also those that have no name
   */
  static Set<String> parse(String list) throws UsageException {
    boolean but = list.startsWith("!");
    Set<String> calls = new TreeSet<>();
    for (String word : list.substring(but ? 1 : 0).split(",", -1)) {
      if (word.equals("all")) {
        calls.addAll(SyscallTable.builtIn().names());
      } else if (!word.equals("none")) {
        calls.addAll(ofWord(word));
      }
    }
    Set<String> all = SyscallTable.builtIn().names();
    if (but) {
      all.removeAll(calls);
      return all;
    }
    return calls.containsAll(all) ? null : calls;
  }

  private static Collection<String> ofWord(String word) throws UsageException {
    boolean optional = word.startsWith("?");
    String name = optional ? word.substring(1) : word;
    if (name.startsWith("/")) {
      return matching(name.substring(1));
    }
    List<String> members = ofClass(name);
    if (!members.isEmpty()) {
      return members;
    }
    if (!name.startsWith("%") && SyscallTable.builtIn().find(name) != null) {
      return Set.of(name);
    }
    if (optional) {
      return Set.of();
    }
    throw unknown(name);
  }

  /** As strace has it, a call's own name counts for more than that of a class. */
  private static List<String> ofClass(String name) {
    boolean marked = name.startsWith("%");
    String word = marked ? name.substring(1) : name;
    if (!marked && SyscallTable.builtIn().find(name) != null) {
      return List.of();
    }
    List<String> members = CLASSES.get(word);
    return members == null ? GroupTable.calls(word) : members;
  }

  private static List<String> matching(String regex) throws UsageException {
    List<String> found = new ArrayList<>();
    try {
      Pattern pattern = Pattern.compile(regex);
      for (String name : SyscallTable.builtIn().names()) {
        if (pattern.matcher(name).find()) {
          found.add(name);
        }
      }
    } catch (PatternSyntaxException e) {
      throw new UsageException("-e: '/" + regex + "': " + e.getDescription());
    }
    if (found.isEmpty()) {
      throw new UsageException("-e: no system call matches '/" + regex + "'");
    }
    return found;
  }

  private static UsageException unknown(String name) {
    Set<String> words = SyscallTable.builtIn().names();
    for (String group : GroupTable.names()) {
      words.add("%" + group);
    }
    CLASSES.keySet().forEach(c -> words.add("%" + c));
    String hint = Suggestion.hint(name, words);
    return new UsageException(
        "-e: no system call or class is named '" + name + "'" + (hint == null ? "" : "; " + hint));
  }
}
