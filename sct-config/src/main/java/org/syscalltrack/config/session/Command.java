// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.tool.UsageException;

/** The subcommands, with what may stand behind each. */
public enum Command {
  UPLOAD(Operands.FILES, "werror", "confirm", "expect-generation"),
  CONFIRM(Operands.NONE),
  DOWNLOAD(Operands.NONE),
  DELETE(Operands.NONE),
  LOCK(Operands.NONE, "yes"),
  STATUS(Operands.NONE, "format", "textfile"),
  LOG_SIZE(Operands.WORDS),
  LIST(Operands.WORDS),
  CHECK(Operands.FILES, "werror", "format"),
  DUMP(Operands.FILES, "werror", "raw"),
  EXPLAIN(Operands.FILES, "event"),
  COVERAGE(Operands.FILES, "werror", "format", "probe"),
  EXPLAIN_ERROR(Operands.WORDS),
  TRY(Operands.FILES, "read", "werror", "format"),
  MIGRATE(Operands.FILES),
  IMPORT(Operands.FILES, "from", "werror"),
  EXPORT(Operands.FILES, "to", "werror"),
  PACK(Operands.WORDS, "rules-dir", "yes"),
  DIFF(Operands.WORDS, "rules-dir"),
  EDIT(Operands.WORDS, "rules-dir", "yes", "werror"),
  SAVE(Operands.NONE, "rules-dir", "yes"),
  PENDING(Operands.NONE, "format"),
  ANSWER(Operands.WORDS, "remember"),
  HOLDERS(Operands.NONE);

  /** What a command takes. */
  enum Operands {
    NONE,
    /** One at least. */
    FILES,
    /** Any number of. */
    WORDS
  }

  private final Operands operands;
  private final List<String> options;

  Command(Operands operands, String... options) {
    this.operands = operands;
    this.options = List.of(options);
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The options that not all commands take. */
  public List<String> options() {
    return options;
  }

  boolean takesOption(String option) {
    return options.contains(option);
  }

  /** The commands that take the option; none if all do. */
  static List<String> withOption(String option) {
    List<String> words = new ArrayList<>();
    for (Command command : values()) {
      if (command.takesOption(option)) {
        words.add(command.word());
      }
    }
    return words;
  }

  public static String list() {
    return String.join(", ", words());
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Command command : values()) {
      words.add(command.word());
    }
    return words;
  }

  /** The command of that word, or null. */
  static Command of(String word) {
    for (Command command : values()) {
      if (command.word().equals(word)) {
        return command;
      }
    }
    return null;
  }

  static Command find(String word) throws UsageException {
    Command command = of(word);
    if (command != null) {
      return command;
    }
    String near = Suggestion.hint(word, words());
    throw new UsageException(
        "no command '" + word + "': " + (near == null ? "commands are " + list() : near));
  }

  void checkOperands(List<String> given) throws UsageException {
    if (operands == Operands.FILES && given.isEmpty()) {
      throw new UsageException("'" + word() + "' needs a file, or - for standard input");
    }
    if (operands == Operands.NONE && !given.isEmpty()) {
      throw new UsageException("'" + word() + "' takes no file: '" + given.get(0) + "'");
    }
    if (given.indexOf("-") != given.lastIndexOf("-")) {
      throw new UsageException("the standard input can be read but once");
    }
  }
}
