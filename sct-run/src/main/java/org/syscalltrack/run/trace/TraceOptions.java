// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.syscalltrack.tool.UsageException;

/**
 * What sctrace passes on, by its own names for it.
 *
 * @param calls null: all
 * @param accessed just calls on these files; empty: on any
 * @param follows also what the command starts
 * @param times how many -t
 * @param attached to processes that run, instead of a command
 */
record TraceOptions(
    Set<String> calls,
    Set<String> accessed,
    Signals signals,
    Which which,
    Target target,
    Form form,
    boolean follows,
    Sum sum,
    CallCounts.Order order,
    int times,
    boolean relative,
    boolean took,
    boolean paths,
    int quiet,
    boolean attached) {
  private static final int STRINGS = 32;
  private static final int COLUMN = 40;

  /**
   * Where lines go.
   *
   * @param file null: the error output
   * @param appends to what the file has
   * @param each a file for each task, with its number behind the name
   */
  record Target(String file, boolean appends, boolean each) {}

  /**
   * How a line looks.
   *
   * @param strings bytes of one that are shown
   * @param column where results stand
   * @param numbers with the number of the call
   */
  record Form(int strings, int column, boolean numbers, Constants constants) {}

  /** How a number is shown that has a name. */
  enum Constants {
    RAW,
    ABBREV,
    VERBOSE
  }

  /** Of which calls there are lines. */
  enum Which {
    ALL,
    SUCCESSFUL,
    FAILED
  }

  /** What is counted. */
  enum Sum {
    NOTHING,
    ONLY,
    BOTH
  }

  static TraceOptions parse(String[] args) throws UsageException {
    CommandLine line;
    try {
      line = DefaultParser.builder().setAllowPartialMatching(false).build().parse(options(), args);
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
    Set<String> calls = null;
    Signals signals = Signals.ALL;
    Which which = which(line);
    for (String expression : values(line, "expr")) {
      int equals = expression.indexOf('=');
      String what = equals < 0 ? "trace" : expression.substring(0, equals);
      String list = expression.substring(equals + 1);
      switch (what) {
        case "trace", "t" -> calls = Calls.parse(list);
        case "signal", "signals", "s" -> signals = Signals.parse(list);
        case "status" -> which = status(list);
        default -> throw notHere(what);
      }
    }
    return new TraceOptions(
        calls,
        Set.copyOf(values(line, "accessed")),
        signals,
        which,
        target(line),
        form(line),
        line.hasOption("all"),
        sum(line),
        word("-S", CallCounts.Order.values(), line.getOptionValue("sort"), CallCounts.Order.TIME),
        count(line, "time"),
        line.hasOption("relative"),
        line.hasOption("took"),
        line.hasOption("paths"),
        count(line, "quiet"),
        "attached".equals(line.getOptionValue("how")));
  }

  private static UsageException notHere(String what) {
    return switch (what) {
      case "inject", "fault" ->
          new UsageException(
              "-e " + what + "=: write a rule with type=FAIL and run the command under sct_run");
      default ->
          new UsageException("-e: trace=, signal= or status= is expected, not '" + what + "='");
    };
  }

  private static Which which(CommandLine line) throws UsageException {
    if (line.hasOption("successful") && line.hasOption("failed")) {
      throw new UsageException("-z and -Z contradict each other");
    }
    return line.hasOption("successful")
        ? Which.SUCCESSFUL
        : line.hasOption("failed") ? Which.FAILED : Which.ALL;
  }

  private static Which status(String list) throws UsageException {
    return switch (list) {
      case "all" -> Which.ALL;
      case "successful" -> Which.SUCCESSFUL;
      case "failed" -> Which.FAILED;
      default ->
          throw new UsageException("-e status= is all, successful or failed, not '" + list + "'");
    };
  }

  private static <E extends Enum<E>> E word(String option, E[] all, String word, E otherwise)
      throws UsageException {
    if (word == null) {
      return otherwise;
    }
    for (E one : all) {
      if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
        return one;
      }
    }
    String words =
        Stream.of(all)
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new UsageException(option + " is one of " + words + ", not '" + word + "'");
  }

  private static Sum sum(CommandLine line) {
    return line.hasOption("summary-only")
        ? Sum.ONLY
        : line.hasOption("summary") ? Sum.BOTH : Sum.NOTHING;
  }

  private static Target target(CommandLine line) throws UsageException {
    String file = line.getOptionValue("output");
    boolean each = line.hasOption("each") && file != null;
    if (each && sum(line) != Sum.NOTHING) {
      throw new UsageException("-ff and -c or -C contradict each other: there is one sum");
    }
    if (line.hasOption("append") && file == null) {
      throw new UsageException("-A needs a file to append to (-o)");
    }
    return new Target(file, line.hasOption("append"), each);
  }

  private static Form form(CommandLine line) throws UsageException {
    return new Form(
        number("-s is a number of bytes", line.getOptionValue("strings"), STRINGS),
        number("-a is a number of columns", line.getOptionValue("column"), COLUMN),
        line.hasOption("numbers"),
        word("-X", Constants.values(), line.getOptionValue("constants"), Constants.ABBREV));
  }

  private static int number(String what, String text, int otherwise) throws UsageException {
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException(what + ", not '" + text + "'");
  }

  private static List<String> values(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  private static int count(CommandLine line, String option) {
    int count = 0;
    for (Option given : line.getOptions()) {
      count += given.getLongOpt().equals(option) ? 1 : 0;
    }
    return count;
  }

  private static Options options() {
    Options options = new Options();
    for (String word :
        List.of("expr", "accessed", "output", "sort", "strings", "column", "constants", "how")) {
      options.addOption(Option.builder().longOpt(word).hasArg().get());
    }
    for (String word :
        List.of(
            "trace",
            "all",
            "each",
            "append",
            "numbers",
            "summary-only",
            "summary",
            "time",
            "relative",
            "took",
            "paths",
            "successful",
            "failed",
            "quiet")) {
      options.addOption(Option.builder().longOpt(word).get());
    }
    return options;
  }
}
