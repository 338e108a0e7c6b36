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
 * @param output null: the error output
 * @param follows also what the command starts
 * @param times how many -t
 * @param attached to processes that run, instead of a command
 */
record TraceOptions(
    Set<String> calls,
    Signals signals,
    Which which,
    String output,
    boolean follows,
    Sum sum,
    CallCounts.Order order,
    int times,
    boolean relative,
    boolean took,
    boolean paths,
    int strings,
    int quiet,
    boolean attached) {
  private static final int STRINGS = 32;

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
        signals,
        which,
        line.getOptionValue("output"),
        line.hasOption("all"),
        line.hasOption("summary-only")
            ? Sum.ONLY
            : line.hasOption("summary") ? Sum.BOTH : Sum.NOTHING,
        order(line.getOptionValue("sort")),
        count(line, "time"),
        line.hasOption("relative"),
        line.hasOption("took"),
        line.hasOption("paths"),
        strings(line.getOptionValue("strings")),
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

  private static CallCounts.Order order(String word) throws UsageException {
    if (word == null) {
      return CallCounts.Order.TIME;
    }
    for (CallCounts.Order order : CallCounts.Order.values()) {
      if (order.name().toLowerCase(Locale.ROOT).equals(word)) {
        return order;
      }
    }
    String words =
        Stream.of(CallCounts.Order.values())
            .map(o -> o.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new UsageException("-S is one of " + words + ", not '" + word + "'");
  }

  private static int strings(String text) throws UsageException {
    if (text == null) {
      return STRINGS;
    }
    try {
      int bytes = Integer.parseInt(text);
      if (bytes >= 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("-s is a number of bytes, not '" + text + "'");
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
    for (String word : List.of("expr", "output", "sort", "strings", "how")) {
      options.addOption(Option.builder().longOpt(word).hasArg().get());
    }
    for (String word :
        List.of(
            "trace",
            "all",
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
