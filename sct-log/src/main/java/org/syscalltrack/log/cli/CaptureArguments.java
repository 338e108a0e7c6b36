// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.syscalltrack.tool.UsageException;

/** The options about captures. */
final class CaptureArguments {
  private static final long NONE = Long.MAX_VALUE;
  private static final long SEAL_SECONDS = 60;
  private static final String SYNC = "file";

  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,12})([a-zA-Z]?)");
  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);
  private static final Map<String, Long> TIMES =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);

  private CaptureArguments() {}

  static CommandLineOptions.Capture parse(CommandLine line) throws UsageException {
    return new CommandLineOptions.Capture(
        List.copyOf(Arguments.strings(line, "read")),
        line.getOptionValue("write"),
        united(line, "rotate-size", SIZES, "a size such as 500K, 100M or 2G"),
        united(line, "rotate-time", TIMES, "a time such as 90s, 10m, 1h or 1d"),
        line.hasOption("keep") ? Arguments.number(line, "keep", "COUNT", 1, 1_000_000) : NONE,
        sync(line),
        line.hasOption("seal")
            ? Arguments.number(line, "seal", "SECONDS", 1, 1_000_000)
            : SEAL_SECONDS);
  }

  private static long united(CommandLine line, String option, Map<String, Long> units, String what)
      throws UsageException {
    String text = line.getOptionValue(option);
    if (text == null) {
      return NONE;
    }
    Matcher parts = NUMBER_AND_UNIT.matcher(text);
    Long unit = parts.matches() ? units.get(parts.group(2)) : null;
    long number = unit == null ? 0 : Long.parseLong(parts.group(1));
    if (number == 0) {
      throw new UsageException("--" + option + ": " + what + " is wanted, not '" + text + "'");
    }
    return number * unit;
  }

  private static String sync(CommandLine line) throws UsageException {
    String text = line.getOptionValue("sync", SYNC);
    if (!text.matches("never|file|frame|[1-9][0-9]{0,5}")) {
      throw new UsageException(
          "--sync is never, file, frame or a number of seconds, not '" + text + "'");
    }
    return text;
  }

  /** What makes no sense together. */
  static void check(CommandLine line) throws UsageException {
    for (String option : List.of("device", "new", "exempt")) {
      CommandLineOptions.exclude(line, "read", option, "contradict each other");
    }
    for (String option : List.of("rule", "pid", "uid", "syscall", "since", "until", "filter")) {
      CommandLineOptions.exclude(
          line, option, "write", "contradict each other: select when you read the capture");
    }
    for (String option : List.of("json", "format", "decoded", "time", "color", "stats")) {
      CommandLineOptions.exclude(
          line, option, "write", "contradict each other: nothing is shown while recording");
    }
    for (String option : List.of("rotate-size", "rotate-time", "keep", "sync", "seal")) {
      if (line.hasOption(option) && !line.hasOption("write")) {
        throw new UsageException("--" + option + " is about recording, and needs --write FILE");
      }
    }
    if (line.hasOption("keep")
        && !line.hasOption("rotate-size")
        && !line.hasOption("rotate-time")) {
      throw new UsageException("--keep needs --rotate-size or --rotate-time");
    }
  }
}
