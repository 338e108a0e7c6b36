// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
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
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.tool.UsageException;

/**
 * What sct_run passes on, by its own names for it.
 *
 * @param output null: the error output
 * @param write the capture that is written instead of lines; null: none
 * @param format null: each rule's own
 */
record CommandLineOptions(
    List<String> rules,
    List<String> calls,
    String output,
    String write,
    boolean json,
    String format,
    boolean decoded,
    TimeStamp.Style time) {

  static CommandLineOptions parse(String[] args) throws UsageException {
    CommandLine line;
    try {
      line = DefaultParser.builder().setAllowPartialMatching(false).build().parse(options(), args);
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
    if (line.hasOption("json") && line.hasOption("format")) {
      throw new UsageException("--json and --format contradict each other");
    }
    for (String of : List.of("output", "json", "format", "decoded", "time")) {
      if (line.hasOption("write") && line.hasOption(of)) {
        throw new UsageException("--write keeps events as they are: --" + of + " is for sctlog -r");
      }
    }
    return new CommandLineOptions(
        values(line, "rules"),
        calls(line),
        line.getOptionValue("output"),
        line.getOptionValue("write"),
        line.hasOption("json"),
        line.getOptionValue("format"),
        line.hasOption("decoded"),
        time(line.getOptionValue("time")));
  }

  private static List<String> values(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  private static List<String> calls(CommandLine line) throws UsageException {
    Set<String> calls = new LinkedHashSet<>();
    for (String value : values(line, "calls")) {
      calls.addAll(List.of(value.split(",", -1)));
    }
    for (String call : calls) {
      if (SyscallTable.builtIn().find(call) == null) {
        String hint = Suggestion.hint(call, SyscallTable.builtIn().names());
        throw new UsageException(
            "--calls: no system call is named '" + call + "'" + (hint == null ? "" : "; " + hint));
      }
    }
    return new ArrayList<>(calls);
  }

  private static TimeStamp.Style time(String word) throws UsageException {
    if (word == null) {
      return TimeStamp.Style.NONE;
    }
    for (TimeStamp.Style style : TimeStamp.Style.values()) {
      if (style.name().toLowerCase(Locale.ROOT).equals(word)) {
        return style;
      }
    }
    String words =
        Stream.of(TimeStamp.Style.values())
            .map(s -> s.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new UsageException("--time is one of " + words + ", not '" + word + "'");
  }

  private static Options options() {
    return new Options()
        .addOption(valued("rules"))
        .addOption(valued("calls"))
        .addOption(valued("output"))
        .addOption(valued("write"))
        .addOption(valued("format"))
        .addOption(valued("time"))
        .addOption(Option.builder().longOpt("json").get())
        .addOption(Option.builder().longOpt("decoded").get());
  }

  private static Option valued(String word) {
    return Option.builder().longOpt(word).hasArg().get();
  }
}
