// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.tool.UsageException;

/** What the command line asks for. */
final class CommandLineOptions {
  static final String HELP =
      """
      Usage: sct_config [OPTION]... COMMAND [FILE]...
      Controls the rules of syscalltrack.

        upload FILE...      replace all rules in the kernel by those of the files
        confirm             keep the rules of an upload --confirm
        download            print the rules in force
        delete              remove all rules
        lock                let nobody change the rules until the next boot
        status              say how things are, and what the rules have done
        log-size [BYTES]    say or set how large the log of each CPU is
        list [WHAT [NAME]]  the rules in force, or what the rule language knows
        check FILE...       report what is wrong with the files, upload nothing
        dump FILE...        print what the files compile to
        explain FILE...     say in words what the rules do; FILE:RULE for one of them
        migrate FILE...     print rules of the original syscalltrack in today's form
        holders             say what keeps the modules from being unloaded

        -c, --device FILE   use this control device instead of /dev/sct_ctrl
            --confirm SECONDS
                            upload: take it back then, unless 'confirm' is said
            --event FILE    explain: why these events, from sctlog, match
            --expect-generation NUMBER
                            upload: only if these rules are in force
            --format FORMAT  check: text, or json for editors;
                            status: text, json or prometheus
            --raw           dump: the rule table as it goes to the kernel
        -v, --verbose       say on the error output what is done; twice: details
            --werror        take warnings about the files for errors
        -y, --yes           lock: do not ask
        -h, --help          print this and end
        -V, --version       print the version and end

      FILE may be - for the standard input.
      Exit status: 0 done, 1 the rules are wrong, 2 usage error, 3 trouble with the
      kernel or the device; for holders: something holds the modules; 4 status: less
      is in force than the rules say.
      """;

  private final CommandLine line;
  private final Command command;
  private final List<String> operands;

  private CommandLineOptions(CommandLine line, Command command, List<String> operands) {
    this.line = line;
    this.command = command;
    this.operands = operands;
  }

  static CommandLineOptions parse(String[] args) throws UsageException {
    CommandLine line;
    try {
      line = DefaultParser.builder().setAllowPartialMatching(false).get().parse(options(), args);
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
    List<String> words = line.getArgList();
    if (line.hasOption('h') || line.hasOption('V')) {
      return new CommandLineOptions(line, null, List.of());
    }
    if (words.isEmpty()) {
      throw new UsageException("no command given: " + Command.list());
    }
    Command command = Command.find(words.get(0));
    List<String> operands = words.subList(1, words.size());
    command.checkOperands(operands);
    checkOptions(line, command);
    return new CommandLineOptions(line, command, operands);
  }

  private static Options options() {
    return new Options()
        .addOption(Option.builder("c").longOpt("device").hasArg().argName("FILE").get())
        .addOption(Option.builder().longOpt("confirm").hasArg().argName("SECONDS").get())
        .addOption(Option.builder().longOpt("expect-generation").hasArg().argName("NUMBER").get())
        .addOption(Option.builder().longOpt("event").hasArg().argName("FILE").get())
        .addOption(Option.builder().longOpt("format").hasArg().argName("FORMAT").get())
        .addOption(Option.builder().longOpt("raw").get())
        .addOption(Option.builder().longOpt("werror").get())
        .addOption(Option.builder("y").longOpt("yes").get())
        .addOption(Option.builder("v").longOpt("verbose").get())
        .addOption(Option.builder("h").longOpt("help").get())
        .addOption(Option.builder("V").longOpt("version").get());
  }

  /** An option that only some commands take is refused with the others. */
  private static void checkOptions(CommandLine line, Command command) throws UsageException {
    for (Option option : line.getOptions()) {
      String name = option.getLongOpt();
      List<String> takers = Command.withOption(name);
      if (!takers.isEmpty() && !command.takesOption(name)) {
        throw new UsageException("--" + name + " is for " + String.join(", ", takers));
      }
    }
    checkFormat(line.getOptionValue("format"), command);
    number(line, "confirm", 1, SctAbi.MAX_CONFIRM_S, 0);
    number(line, "expect-generation", 0, Long.MAX_VALUE, 0);
  }

  private static void checkFormat(String format, Command command) throws UsageException {
    if (format == null || format.equals("text") || format.equals("json")) {
      return;
    }
    boolean status = command == Command.STATUS;
    if (!status || !format.equals("prometheus")) {
      throw new UsageException(
          "FORMAT is text"
              + (status ? ", json or prometheus" : " or json")
              + ", not '"
              + format
              + "'");
    }
  }

  private static long number(CommandLine line, String option, long least, long most, long preset)
      throws UsageException {
    String text = line.getOptionValue(option);
    if (text == null) {
      return preset;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(
        "--" + option + " takes a number from " + least + " on, not '" + text + "'");
  }

  boolean help() {
    return line.hasOption('h');
  }

  boolean version() {
    return line.hasOption('V');
  }

  /** Null if only help or the version is asked for. */
  Command command() {
    return command;
  }

  /** What stands behind the command. */
  List<String> operands() {
    return operands;
  }

  String device() {
    return line.getOptionValue('c', ControlDevice.PATH);
  }

  /** How often -v was given. */
  int verbosity() {
    int count = 0;
    for (Option option : line.getOptions()) {
      count += "v".equals(option.getOpt()) ? 1 : 0;
    }
    return count;
  }

  /** dump gives the table's bytes. */
  boolean raw() {
    return line.hasOption("raw");
  }

  /** Take warnings for errors. */
  boolean werror() {
    return line.hasOption("werror");
  }

  /** Messages as JSON, on the output. */
  boolean json() {
    return format().equals("json");
  }

  String format() {
    return line.getOptionValue("format", "text");
  }

  /** lock does not ask. */
  boolean yes() {
    return line.hasOption('y');
  }

  /** After which an upload is taken back; 0: never. */
  int confirmSeconds() throws UsageException {
    return (int) number(line, "confirm", 1, SctAbi.MAX_CONFIRM_S, 0);
  }

  /** That an upload is to replace, or {@link UploadRequest#ANY}. */
  long expectedGeneration() throws UsageException {
    return number(line, "expect-generation", 0, Long.MAX_VALUE, UploadRequest.ANY);
  }

  /** The file of events to explain, or null. */
  String event() {
    return line.getOptionValue("event");
  }
}
