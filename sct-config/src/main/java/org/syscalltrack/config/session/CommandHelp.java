// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.session;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The help of one command: of {@link CommandLineOptions#HELP}, which has that of all, its line and
 * the options that it takes.
 */
final class CommandHelp {
  /** A command with its operands, and what it does. */
  private static final Pattern COMMAND = Pattern.compile("  ([a-z][a-z-]*)( .*?)?  +(\\S.*)");

  /** The first line of an option. */
  private static final Pattern OPTION = Pattern.compile("  (?:-.,|   ) --([a-z-]+)\\b.*");

  private CommandHelp() {}

  static String of(Command command) {
    List<String> lines = CommandLineOptions.HELP.lines().toList();
    StringBuilder help = new StringBuilder();
    boolean wanted = false;
    for (String line : lines) {
      Matcher of = COMMAND.matcher(line);
      if (of.matches() && of.group(1).equals(command.word())) {
        String operands = of.group(2) == null ? "" : of.group(2).stripTrailing();
        help.append("Usage: sct_config [OPTION]... %s%s\n".formatted(command.word(), operands));
        help.append("%s%n%n".formatted(sentence(of.group(3))));
        continue;
      }
      Matcher option = OPTION.matcher(line);
      if (option.matches()) {
        wanted = takes(command, option.group(1));
      } else if (line.isBlank()) {
        wanted = false;
      }
      if (wanted) {
        help.append(line).append('\n');
      }
    }
    return help.append("\nMore, with examples: man sct_config\n").toString();
  }

  private static boolean takes(Command command, String option) {
    return command.takesOption(option) || Command.withOption(option).isEmpty();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }
}
