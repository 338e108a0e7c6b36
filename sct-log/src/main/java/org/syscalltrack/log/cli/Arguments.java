// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.syscalltrack.lang.check.Users;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.tool.UsageException;

/** Values of options. Each method refuses, by the option's name, what makes no sense. */
final class Arguments {
  private static final long MAX_ID = 0xffff_ffffL;

  private Arguments() {}

  /** A number; {@code what} is it called in the help. */
  static long number(CommandLine line, String option, String what, long least, long most)
      throws UsageException {
    String text = line.getOptionValue(option);
    Long number = number(text, least, most);
    if (number == null) {
      throw new UsageException(
          "--"
              + option
              + ": "
              + what
              + " must be a number from "
              + least
              + (most == Long.MAX_VALUE ? "" : " to " + most)
              + ", not '"
              + text
              + "'");
    }
    return number;
  }

  private static Long number(String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      return number >= least && number <= most ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A word that names a constant of the enum of {@code preset}. */
  static <E extends Enum<E>> E word(CommandLine line, String option, E preset)
      throws UsageException {
    String text = line.getOptionValue(option);
    if (text == null) {
      return preset;
    }
    List<String> words = new ArrayList<>();
    for (E constant : preset.getDeclaringClass().getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    throw new UsageException(
        "--" + option + " is one of " + String.join(", ", words) + ", not '" + text + "'");
  }

  /** The values of an option that may be repeated. */
  static Set<String> strings(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? Set.of() : new LinkedHashSet<>(List.of(values));
  }

  /** The same, each value being a list with commas. */
  static List<String> listed(CommandLine line, String option) {
    List<String> words = new ArrayList<>();
    for (String value : strings(line, option)) {
      words.addAll(List.of(value.split(",", -1)));
    }
    return words;
  }

  static Set<Long> numbers(CommandLine line, String option, long least, long most)
      throws UsageException {
    Set<Long> numbers = new LinkedHashSet<>();
    for (String word : listed(line, option)) {
      Long number = number(word, least, most);
      if (number == null) {
        throw new UsageException(
            "--" + option + ": '" + word + "' is no number from " + least + " to " + most);
      }
      numbers.add(number);
    }
    return numbers;
  }

  /** Users, by number or by name. */
  static Set<Long> users(CommandLine line, String option) throws UsageException {
    Set<Long> users = new LinkedHashSet<>();
    for (String word : listed(line, option)) {
      Long user = number(word, 0, MAX_ID);
      if (user == null && !word.isEmpty()) {
        user = Users.id(word);
      }
      if (user == null) {
        throw new UsageException(
            "--" + option + ": '" + word + "' is no user and no number from 0 to " + MAX_ID);
      }
      users.add(user);
    }
    return users;
  }

  /** Names of system calls. */
  static Set<String> calls(CommandLine line, String option) throws UsageException {
    Set<String> calls = new LinkedHashSet<>(listed(line, option));
    for (String call : calls) {
      if (SyscallTable.builtIn().find(call) == null) {
        String hint = Suggestion.hint(call, SyscallTable.builtIn().names());
        throw new UsageException(
            "--"
                + option
                + ": no system call is named '"
                + call
                + "'"
                + (hint == null ? "" : "; " + hint));
      }
    }
    return calls;
  }
}
