// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.syscalltrack.device.LogDevice;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.tool.UsageException;

/**
 * What the command line asks for.
 *
 * @param count events to show before ending; {@link Tail#UNLIMITED} if not limited
 * @param onlyNew leave out the events that are in the log already
 * @param once show those only, do not wait for more
 * @param exempt process ids and cgroups
 * @param statsSeconds 0 for none
 * @param config by which events are sent elsewhere, or null: they are shown
 */
record CommandLineOptions(
    boolean help,
    boolean version,
    boolean verbose,
    boolean onlyNew,
    boolean once,
    long count,
    String device,
    Set<String> exempt,
    long statsSeconds,
    Capture capture,
    Display display,
    Wanted wanted,
    String config) {

  /**
   * How events are shown.
   *
   * @param json as JSON, not as text
   * @param format for all rules, or null: each rule's own
   * @param decoded names for numbers
   */
  record Display(
      boolean json, String format, boolean decoded, TimeStamp.Style time, Colours.When colour) {}

  /**
   * What is read instead of the device, and what is written instead of lines.
   *
   * @param read files, directories; empty: the device
   * @param write null: events are shown
   * @param fileBytes {@link Long#MAX_VALUE}: no limit; likewise the next two
   */
  record Capture(
      List<String> read,
      String write,
      long fileBytes,
      long fileSeconds,
      long keep,
      String sync,
      long sealSeconds) {}

  /** The same of other captures. */
  CommandLineOptions withRead(List<String> names) {
    Capture of =
        new Capture(
            List.copyOf(names),
            capture.write(),
            capture.fileBytes(),
            capture.fileSeconds(),
            capture.keep(),
            capture.sync(),
            capture.sealSeconds());
    return new CommandLineOptions(
        help,
        version,
        verbose,
        onlyNew,
        once,
        count,
        device,
        exempt,
        statsSeconds,
        of,
        display,
        wanted,
        config);
  }

  /** Which events are shown; see {@link Selection}. Strings are null if not given. */
  record Wanted(
      Set<String> rules,
      Set<Long> pids,
      Set<Long> uids,
      Set<String> calls,
      String since,
      String until,
      String filter) {}

  static final String HELP =
      """
      Usage: sctlog [OPTION]...
             sctlog stats [OPTION]... [--by WHAT]
             sctlog top [OPTION]... [--by WHAT]
             sctlog tree [OPTION]...
             sctlog report --html OUT [OPTION]...
             sctlog export --ctf DIR [OPTION]...
             sctlog export --bundle OUT --sign KEYFILE -r FILE [OPTION]...
             sctlog diff [OPTION]... FILE|DIR FILE|DIR...
             sctlog verify [--key KEY] [--signer KEY] FILE|DIR...
             sctlog --config FILE [OPTION]...
             sctlog check-config FILE
      Shows the events of the loaded rules as they happen, beginning with the oldest
      that the kernel still holds. `stats` counts them instead, `top` on a screen
      that changes, `tree` by process, as a tree; `report` makes a page for a
      browser, `export` a trace for other programs, or a bundle that proves events
      elsewhere. `diff` says what differs between captures, `verify` whether they or
      bundles are whole and as they were written.

      Which events:
        -n, --count COUNT   end after COUNT events
            --new           only events that happen from now on
            --once          only events that happened before now; do not wait
            --rule NAME     only those of this rule
            --pid PID[,PID]           only those of these processes
            --uid UID[,UID]           only those of these users
            --syscall NAME[,NAME]     only those of these system calls
            --since TIME, --until TIME
                            only those of this time: 2026-11-21T14:30, 14:30:05,
                            or 10m (s, m, h, d) ago
            --filter EXPR   only those that match this filter_expression
      How:
            --json          each event as a JSON object, one a line
            --format FORMAT by this log_format, not by those of the rules
            --decoded       flags, modes and errors by name, where known
            --time WHICH    with the time: local, utc, relative or none
            --color WHEN    auto, always or never
            --config FILE   send them where this configuration of Log4j says: files,
                            syslog, journald, HTTP, programs; see sct_sinks(5).
                            `check-config` says what is wrong with it

      Captures:
        -r, --read FILE     show the events of a capture, of a directory of them, or
                            of standard input (-); may be repeated
        -w, --write FILE    record everything to FILE, and show nothing
            --rotate-size SIZE, --rotate-time TIME
                            go on in FILE.000001, FILE.000002, ... when one is that
                            large (K, M, G) or old (s, m, h, d)
            --keep COUNT    delete all but the newest COUNT of them
            --sync WHEN     bring to the disk: never, file (each when it is closed),
                            frame, or a number of seconds after it came at most
            --seal SECONDS  sign what was recorded that often
            --key KEY       of verify: what the recorder said when it began
            --signer KEY    of verify: the key that a bundle has to be signed with

      Counting (stats, top, tree, report; options about events and captures hold):
            --by WHAT[,WHAT]
                            one table by rule, process, call, user, outcome, or
                            several of these; else one by each (top: one)
            --every SECONDS time between two looks; 2 (top)
            --html OUT      where the page goes, - for standard output (report)
            --rows COUNT    events in its table; 20000 (report)

      For other programs (export; options about which events and captures hold):
            --ctf DIR       make a trace in the Common Trace Format, for babeltrace2,
                            Trace Compass and their like
            --bundle OUT    make a file of these events of captures that proves them
            --sign KEYFILE  sign it with this key
            --make-key KEYFILE
                            make such a key, and say what --signer has to be

      Comparing (diff; options about which events hold, and --decoded):
            --ignore WHAT   what makes no difference: pids, addresses (both anyway),
                            descriptors, none of them, or text=REGEX: what matches
                            in strings; may be repeated
            --context COUNT so many events around each that differs; 3

            --exempt PID|CGROUP
                            this process, or all below this cgroup's directory,
                            never waits for room in the log; may be repeated
            --stats SECONDS say that often on the error output how much has come
        -d, --device FILE   read FILE instead of %s
        -v, --verbose       say on the error output what is done
        -h, --help          print this and end
        -V, --version       print the version and end

      --rule, --pid, --uid and --syscall may be repeated.
      Ends by itself when its output is closed, and on SIGINT (Ctrl-C), SIGTERM and
      SIGHUP, with a summary on the error output.
      Exit status: 0 ended as asked or by a signal, 2 usage error, 3 trouble with the
      kernel, the log device, a capture or the output. Of verify: 0 whole, 1 right but
      something is missing, 4 damaged or changed. Of diff: 0 the same, 1 not so. Of
      check-config: 0 right, 1 wrong.
      """
          .formatted(LogDevice.PATH);

  static CommandLineOptions parse(String[] args) throws UsageException {
    CommandLine line = parse(null, options(), args);
    refuseWords(null, line);
    return of(line);
  }

  /**
   * Takes the words apart.
   *
   * @param command null: none
   */
  static CommandLine parse(String command, Options known, String[] args) throws UsageException {
    try {
      return DefaultParser.builder().setAllowPartialMatching(false).build().parse(known, args);
    } catch (ParseException e) {
      throw new UsageException(prefix(command) + e.getMessage());
    }
  }

  static void refuseWords(String command, CommandLine line) throws UsageException {
    if (!line.getArgList().isEmpty()) {
      throw new UsageException(
          prefix(command) + "unexpected argument: " + line.getArgList().get(0));
    }
  }

  private static String prefix(String command) {
    return command == null ? "" : command + ": ";
  }

  /** What the options say that are there; of those that a command does not have, the presets. */
  static CommandLineOptions of(CommandLine line) throws UsageException {
    exclude(line, "new", "once", "together show nothing");
    exclude(line, "json", "format", "contradict each other");
    for (String option : List.of("json", "color", "time", "write")) {
      exclude(line, "config", option, "contradict each other");
    }
    CaptureArguments.check(line);
    return new CommandLineOptions(
        line.hasOption('h'),
        line.hasOption('V'),
        line.hasOption('v'),
        line.hasOption("new"),
        line.hasOption("once"),
        count(line),
        line.getOptionValue('d', LogDevice.PATH),
        Arguments.strings(line, "exempt"),
        line.hasOption("stats") ? Arguments.number(line, "stats", "SECONDS", 1, 1_000_000) : 0,
        CaptureArguments.parse(line),
        display(line),
        wanted(line),
        line.getOptionValue("config"));
  }

  static void exclude(CommandLine line, String one, String other, String why)
      throws UsageException {
    if (line.hasOption(one) && line.hasOption(other)) {
      throw new UsageException("--" + one + " and --" + other + " " + why);
    }
  }

  private static long count(CommandLine line) throws UsageException {
    return line.hasOption("count")
        ? Arguments.number(line, "count", "COUNT", 0, Long.MAX_VALUE)
        : Tail.UNLIMITED;
  }

  private static Display display(CommandLine line) throws UsageException {
    return new Display(
        line.hasOption("json"),
        line.getOptionValue("format"),
        line.hasOption("decoded"),
        Arguments.word(line, "time", TimeStamp.Style.NONE),
        Arguments.word(line, "color", Colours.When.AUTO));
  }

  private static Wanted wanted(CommandLine line) throws UsageException {
    return new Wanted(
        Arguments.strings(line, "rule"),
        Arguments.numbers(line, "pid", 0, Integer.MAX_VALUE),
        Arguments.users(line, "uid"),
        Arguments.calls(line, "syscall"),
        line.getOptionValue("since"),
        line.getOptionValue("until"),
        line.getOptionValue("filter"));
  }

  /** Those about which events are wanted of what is read. */
  static Options selecting() {
    return new Options()
        .addOption(valued(null, "rule", "NAME"))
        .addOption(valued(null, "pid", "PID"))
        .addOption(valued(null, "uid", "UID"))
        .addOption(valued(null, "syscall", "NAME"))
        .addOption(valued(null, "since", "TIME"))
        .addOption(valued(null, "until", "TIME"))
        .addOption(valued(null, "filter", "EXPR"))
        .addOption(flag("v", "verbose"))
        .addOption(flag("h", "help"));
  }

  /** The same, and what is read. */
  static Options reading() {
    return selecting()
        .addOption(valued("n", "count", "COUNT"))
        .addOption(flag(null, "new"))
        .addOption(flag(null, "once"))
        .addOption(valued("r", "read", "FILE"))
        .addOption(valued("d", "device", "FILE"))
        .addOption(valued(null, "exempt", "PID"));
  }

  static Options options() {
    return reading()
        .addOption(flag(null, "json"))
        .addOption(valued(null, "format", "FORMAT"))
        .addOption(flag(null, "decoded"))
        .addOption(valued(null, "time", "WHICH"))
        .addOption(valued(null, "color", "WHEN"))
        .addOption(valued("w", "write", "FILE"))
        .addOption(valued(null, "rotate-size", "SIZE"))
        .addOption(valued(null, "rotate-time", "TIME"))
        .addOption(valued(null, "keep", "COUNT"))
        .addOption(valued(null, "sync", "WHEN"))
        .addOption(valued(null, "seal", "SECONDS"))
        .addOption(valued(null, "stats", "SECONDS"))
        .addOption(valued(null, "config", "FILE"))
        .addOption(flag("V", "version"));
  }

  static Option flag(String letter, String word) {
    return Option.builder(letter).longOpt(word).get();
  }

  static Option valued(String letter, String word, String value) {
    return Option.builder(letter).longOpt(word).hasArg().argName(value).get();
  }
}
