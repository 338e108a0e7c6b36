// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.session;

import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.ControlDevice;
import org.syscalltrack.device.UploadRequest;
import org.syscalltrack.tool.UsageException;

/**
 * What the command line asks for.
 *
 * @param verbosity how often -v was given
 * @param command null if only help of all or the version is asked for
 * @param operands what stands behind the command
 * @param event of explain: the file of events, or null
 * @param read of try: the captures
 * @param yes of lock, pack, edit and save: do not ask
 * @param probe of coverage: go through the doors
 * @param remember of answer: also for later calls
 * @param from of import: whose rules they are, or null
 * @param to of export: for whom rules are written, or null
 * @param rulesDir where the rules are that are in force from boot on
 */
public record CommandLineOptions(
    boolean help,
    boolean version,
    int verbosity,
    String device,
    Command command,
    List<String> operands,
    Output output,
    Uploading uploading,
    String event,
    List<String> read,
    boolean yes,
    boolean probe,
    boolean remember,
    String from,
    String to,
    String rulesDir) {

  /** The forms of what a command tells. */
  public enum Format {
    TEXT,
    JSON,
    PROMETHEUS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How rules are judged and shown.
   *
   * @param werror take warnings for errors
   * @param raw of dump: the table's bytes
   * @param textfile of status: where the numbers for Prometheus go, or null
   */
  public record Output(Format format, boolean werror, boolean raw, String textfile) {}

  /**
   * How a table is put in force.
   *
   * @param confirmSeconds after which it is taken back; 0: never
   * @param expectedGeneration that it is to replace, or {@link UploadRequest#ANY}
   */
  public record Uploading(int confirmSeconds, long expectedGeneration) {}

  public static final String RULES_DIR = "/etc/syscalltrack/rules.d";

  public static final String HELP =
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
        coverage FILE...    by which doors the rules are come to, and by which not
        explain-error CODE  say what a message with that code means; without: all
        try FILE...         say what the rules would have done with recorded events
        migrate FILE...     print rules of the original syscalltrack in today's form
        import FILE...      print what audit, Falco or strace would show as rules
        export FILE...      print the rules as rules of audit, where they say the same
        pack WHAT [NAME]    rules for a purpose: list, show, enable or disable them
        diff [FILE]         how the files differ from the rules in force
        edit [FILE]         edit rules of the next boot, check them, put them in force
        save                let the rules in force be those of the next boot
        pending             say which calls wait for an answer (SUSPEND, deadline)
        answer ID WHAT      answer one: allow, fail [ERROR] or kill [SIGNAL]
        holders             say what keeps the modules from being unloaded

        -c, --device FILE   use this control device instead of /dev/sct_ctrl
            --confirm SECONDS
                            upload: take it back then, unless 'confirm' is said
            --event FILE    explain: why these events, from sctlog, match
            --expect-generation NUMBER
                            upload: only if these rules are in force
            --format FORMAT  check, coverage, try, pending: text or json;
                            status: text, json or prometheus
            --from KIND     import: whose rules they are: audit, falco or strace
            --probe         coverage: go through each door in a scratch place
        -r, --read FILE     try: events of this capture of sctlog
            --raw           dump: the rule table as it goes to the kernel
            --remember      answer: also for such calls of that program later
            --rules-dir DIR  pack, diff, edit, save: instead of
                            /etc/syscalltrack/rules.d
            --textfile FILE  status: write the numbers for Prometheus there, at once
            --to KIND       export: for whom: audit
        -v, --verbose       say on the error output what is done; twice: details
            --werror        take warnings about the files for errors; import,
                            export: and what could not be said
        -y, --yes           lock, pack, edit, save: do not ask
        -h, --help          print this and end; behind a command, what it takes
        -V, --version       print the version and end

      FILE may be - for the standard input.
      Exit status: 0 done, 1 the rules are wrong, 2 usage error, 3 trouble with the
      kernel or the device; for holders: something holds the modules; 4 status: less
      is in force than the rules say; coverage: a door is not covered; diff: they
      differ.
      """;

  public static CommandLineOptions parse(String[] args) throws UsageException {
    CommandLine line;
    try {
      line = DefaultParser.builder().setAllowPartialMatching(false).get().parse(options(), args);
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
    List<String> words = line.getArgList();
    if (line.hasOption('h') || line.hasOption('V')) {
      return onlyAsked(line.hasOption('h'), words.isEmpty() ? null : Command.of(words.get(0)));
    }
    if (words.isEmpty()) {
      throw new UsageException("no command given: " + Command.list());
    }
    Command command = Command.find(words.get(0));
    List<String> operands = words.subList(1, words.size());
    command.checkOperands(operands);
    checkTakers(line, command);
    return of(line, command, operands);
  }

  /** What is printed for --help: of the command, if one stands there, or of all. */
  public String helpText() {
    return command == null ? HELP : CommandHelp.of(command);
  }

  /** For help or the version, whatever else stands there. */
  private static CommandLineOptions onlyAsked(boolean help, Command command) {
    return new CommandLineOptions(
        help,
        !help,
        0,
        ControlDevice.PATH,
        command,
        List.of(),
        new Output(Format.TEXT, false, false, null),
        new Uploading(0, UploadRequest.ANY),
        null,
        List.of(),
        false,
        false,
        false,
        null,
        null,
        RULES_DIR);
  }

  private static CommandLineOptions of(CommandLine line, Command command, List<String> operands)
      throws UsageException {
    return new CommandLineOptions(
        false,
        false,
        verbosity(line),
        line.getOptionValue('c', ControlDevice.PATH),
        command,
        operands,
        new Output(
            format(line, command),
            line.hasOption("werror"),
            line.hasOption("raw"),
            line.getOptionValue("textfile")),
        new Uploading(
            (int) number(line, "confirm", 1, SctAbi.MAX_CONFIRM_S, 0),
            number(line, "expect-generation", 0, Long.MAX_VALUE, UploadRequest.ANY)),
        line.getOptionValue("event"),
        line.hasOption('r') ? List.of(line.getOptionValues('r')) : List.of(),
        line.hasOption('y'),
        line.hasOption("probe"),
        line.hasOption("remember"),
        line.getOptionValue("from"),
        line.getOptionValue("to"),
        line.getOptionValue("rules-dir", RULES_DIR));
  }

  private static int verbosity(CommandLine line) {
    int count = 0;
    for (Option option : line.getOptions()) {
      count += "v".equals(option.getOpt()) ? 1 : 0;
    }
    return count;
  }

  static Options options() {
    return new Options()
        .addOption(Option.builder("c").longOpt("device").hasArg().argName("FILE").get())
        .addOption(Option.builder().longOpt("confirm").hasArg().argName("SECONDS").get())
        .addOption(Option.builder().longOpt("expect-generation").hasArg().argName("NUMBER").get())
        .addOption(Option.builder().longOpt("event").hasArg().argName("FILE").get())
        .addOption(Option.builder().longOpt("format").hasArg().argName("FORMAT").get())
        .addOption(Option.builder().longOpt("from").hasArg().argName("KIND").get())
        .addOption(Option.builder("r").longOpt("read").hasArg().argName("FILE").get())
        .addOption(Option.builder().longOpt("probe").get())
        .addOption(Option.builder().longOpt("raw").get())
        .addOption(Option.builder().longOpt("remember").get())
        .addOption(Option.builder().longOpt("rules-dir").hasArg().argName("DIR").get())
        .addOption(Option.builder().longOpt("textfile").hasArg().argName("FILE").get())
        .addOption(Option.builder().longOpt("to").hasArg().argName("KIND").get())
        .addOption(Option.builder().longOpt("werror").get())
        .addOption(Option.builder("y").longOpt("yes").get())
        .addOption(Option.builder("v").longOpt("verbose").get())
        .addOption(Option.builder("h").longOpt("help").get())
        .addOption(Option.builder("V").longOpt("version").get());
  }

  /** An option that only some commands take is refused with the others. */
  private static void checkTakers(CommandLine line, Command command) throws UsageException {
    for (Option option : line.getOptions()) {
      String name = option.getLongOpt();
      List<String> takers = Command.withOption(name);
      if (!takers.isEmpty() && !command.takesOption(name)) {
        throw new UsageException("--" + name + " is for " + String.join(", ", takers));
      }
    }
  }

  private static Format format(CommandLine line, Command command) throws UsageException {
    String text = line.getOptionValue("format");
    if (text == null) {
      return Format.TEXT;
    }
    boolean status = command == Command.STATUS;
    for (Format format : Format.values()) {
      if (format.word().equals(text) && (status || format != Format.PROMETHEUS)) {
        return format;
      }
    }
    throw new UsageException(
        "FORMAT is text" + (status ? ", json or prometheus" : " or json") + ", not '" + text + "'");
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
}
