// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.summary.Dimension;
import org.syscalltrack.log.summary.Grouping;
import org.syscalltrack.log.summary.Summary;
import org.syscalltrack.log.summary.SummaryJson;
import org.syscalltrack.log.summary.SummaryText;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog stats}: counts what it would show. */
final class StatsCommand {
  private StatsCommand() {}

  static int run(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Options known =
        CommandLineOptions.reading()
            .addOption(CommandLineOptions.flag(null, "json"))
            .addOption(CommandLineOptions.valued(null, "by", "WHAT"));
    CommandLine line = CommandLineOptions.parse("stats", known, args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    CommandLineOptions.refuseWords("stats", line);
    CommandLineOptions options = CommandLineOptions.of(line);
    List<Grouping> groupings = groupings(line);
    Summary[] summary = new Summary[1];
    Reading reading = new Reading(options, terms);
    Reading.Result result =
        reading.run((setup, generations) -> summary[0] = new Summary(generations, groupings));
    if (result.end() == Tail.End.OUTPUT_CLOSED) {
      return result.status();
    }
    Bytes text = new Bytes();
    if (options.display().json()) {
      SummaryJson.write(summary[0], result.counts().filtered(), text);
    } else {
      new SummaryText(summary[0], reading.clock().zone()).write(result.counts().filtered(), text);
    }
    terms.output().write(text);
    return result.status();
  }

  /** One of all that are named; or one of each dimension. */
  private static List<Grouping> groupings(CommandLine line) throws UsageException {
    if (!line.hasOption("by")) {
      return Arrays.stream(Dimension.values())
          .map(dimension -> new Grouping(List.of(dimension)))
          .collect(Collectors.toList());
    }
    Set<Dimension> by = EnumSet.noneOf(Dimension.class);
    List<Dimension> ordered = new ArrayList<>();
    for (String word : Arguments.listed(line, "by")) {
      Dimension dimension = dimension(word);
      if (by.add(dimension)) {
        ordered.add(dimension);
      }
    }
    return List.of(new Grouping(ordered));
  }

  private static Dimension dimension(String word) throws UsageException {
    for (Dimension dimension : Dimension.values()) {
      if (dimension.word().equals(word)) {
        return dimension;
      }
    }
    String words =
        Arrays.stream(Dimension.values()).map(Dimension::word).collect(Collectors.joining(", "));
    throw new UsageException("--by is of " + words + ", not '" + word + "'");
  }
}
