// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.tool.UsageException;

/**
 * What the command line asks for.
 *
 * @param verbosity how often -v was given
 * @param raw dump gives the table's bytes
 * @param werror take warnings for errors
 * @param json check gives its messages as JSON, on the output
 * @param command null if only help or the version is asked for
 */
record CommandLineOptions(
    boolean help,
    boolean version,
    int verbosity,
    boolean raw,
    boolean werror,
    boolean json,
    String device,
    Command command,
    List<String> files) {

  /** The subcommands; those that take files need at least one. */
  enum Command {
    UPLOAD(true),
    DOWNLOAD(false),
    DELETE(false),
    CHECK(true),
    DUMP(true),
    HOLDERS(false);

    private final boolean takesFiles;

    Command(boolean takesFiles) {
      this.takesFiles = takesFiles;
    }

    boolean takesFiles() {
      return takesFiles;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static final String HELP =
      """
      Usage: sct_config [OPTION]... COMMAND [FILE]...
      Controls the rules of syscalltrack.

        upload FILE...      replace all rules in the kernel by those of the files
        download            print the rules in force
        delete              remove all rules
        check FILE...       report what is wrong with the files, upload nothing
        dump FILE...        print what the files compile to
        holders             say what keeps the modules from being unloaded

        -c, --device FILE   use this control device instead of /dev/sct_ctrl
            --raw           dump: the rule table as it goes to the kernel
        -v, --verbose       say on the error output what is done; twice: details
            --werror        take warnings about the files for errors
            --format FORMAT  check: text, or json for editors
        -h, --help          print this and end
        -V, --version       print the version and end

      FILE may be - for the standard input.
      Exit status: 0 done, 1 the rules are wrong, 2 usage error, 3 trouble with the
      kernel or the device; for holders: something holds the modules.
      """;

  static CommandLineOptions parse(String[] args) throws UsageException {
    CommandLine line;
    try {
      line = DefaultParser.builder().setAllowPartialMatching(false).get().parse(options(), args);
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
    boolean help = line.hasOption('h');
    boolean version = line.hasOption('V');
    List<String> words = line.getArgList();
    if (words.isEmpty() && !help && !version) {
      throw new UsageException("no command given: " + commands());
    }
    Command command = help || version ? null : command(words.get(0));
    List<String> files = command == null ? List.of() : words.subList(1, words.size());
    checkFiles(command, files);
    if (line.hasOption("raw") && command != null && command != Command.DUMP) {
      throw new UsageException("--raw is for dump");
    }
    return new CommandLineOptions(
        help,
        version,
        verbosity(line),
        line.hasOption("raw"),
        line.hasOption("werror"),
        isJson(line, command),
        line.getOptionValue('c', ControlDevice.PATH),
        command,
        files);
  }

  private static Options options() {
    return new Options()
        .addOption(Option.builder("c").longOpt("device").hasArg().argName("FILE").get())
        .addOption(Option.builder().longOpt("raw").get())
        .addOption(Option.builder().longOpt("werror").get())
        .addOption(Option.builder().longOpt("format").hasArg().argName("FORMAT").get())
        .addOption(Option.builder("v").longOpt("verbose").get())
        .addOption(Option.builder("h").longOpt("help").get())
        .addOption(Option.builder("V").longOpt("version").get());
  }

  private static boolean isJson(CommandLine line, Command command) throws UsageException {
    String format = line.getOptionValue("format");
    if (format != null && command != null && command != Command.CHECK) {
      throw new UsageException("--format is for check");
    }
    if (format != null && !format.equals("text") && !format.equals("json")) {
      throw new UsageException("FORMAT is text or json, not '" + format + "'");
    }
    return "json".equals(format);
  }

  private static int verbosity(CommandLine line) {
    int count = 0;
    for (Option option : line.getOptions()) {
      count += "v".equals(option.getOpt()) ? 1 : 0;
    }
    return count;
  }

  private static String commands() {
    return String.join(", ", words());
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (Command command : Command.values()) {
      words.add(command.word());
    }
    return words;
  }

  private static Command command(String word) throws UsageException {
    for (Command command : Command.values()) {
      if (command.word().equals(word)) {
        return command;
      }
    }
    String near = Suggestion.hint(word, words());
    throw new UsageException(
        "no command '" + word + "': " + (near == null ? "commands are " + commands() : near));
  }

  private static void checkFiles(Command command, List<String> files) throws UsageException {
    if (command == null) {
      return;
    }
    if (command.takesFiles() && files.isEmpty()) {
      throw new UsageException("'" + command.word() + "' needs a file, or - for standard input");
    }
    if (!command.takesFiles() && !files.isEmpty()) {
      throw new UsageException("'" + command.word() + "' takes no file: '" + files.get(0) + "'");
    }
    if (files.indexOf("-") != files.lastIndexOf("-")) {
      throw new UsageException("the standard input can be read but once");
    }
  }
}
