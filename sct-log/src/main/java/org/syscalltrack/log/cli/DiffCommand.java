// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.syscalltrack.log.compare.Basis;
import org.syscalltrack.log.compare.Comparison;
import org.syscalltrack.log.compare.Ignored;
import org.syscalltrack.log.compare.Run;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.UsageException;

/** {@code sctlog diff}: what differs between captures. */
final class DiffCommand {
  private static final int DIFFERENT = 1;
  private static final int CONTEXT = 3;
  private static final int MOST_CONTEXT = 1_000_000;
  private static final String TEXT = "text=";
  private static final String STDIN = "-";

  private DiffCommand() {}

  static int run(String[] args, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Options known =
        CommandLineOptions.selecting()
            .addOption(CommandLineOptions.flag(null, "decoded"))
            .addOption(CommandLineOptions.valued(null, "ignore", "WHAT"))
            .addOption(CommandLineOptions.valued(null, "context", "COUNT"));
    CommandLine line = CommandLineOptions.parse("diff", known, args);
    if (line.hasOption('h')) {
      terms.output().write(CommandLineOptions.HELP);
      return Main.OK;
    }
    List<String> names = names(line);
    int context =
        line.hasOption("context")
            ? (int) Arguments.number(line, "context", "COUNT", 0, MOST_CONTEXT)
            : CONTEXT;
    Basis shared = new Basis(ignored(line));
    CommandLineOptions options = CommandLineOptions.of(line);
    List<Run> runs = new ArrayList<>();
    int status = Main.OK;
    for (String name : names) {
      Reading reading = new Reading(options.withRead(List.of(name)), terms);
      Reading.Result result =
          reading.run(
              (setup, generations) -> {
                runs.add(new Run(name, generations, shared, setup.decoder()));
                return runs.get(runs.size() - 1);
              });
      if (result.end() != Tail.End.LOG_ENDED) {
        return Main.TROUBLE;
      }
      status = Math.max(status, result.status());
    }
    boolean same = new Comparison(shared, runs).compare(context, terms.output()::write);
    return status != Main.OK ? status : same ? Main.OK : DIFFERENT;
  }

  private static List<String> names(CommandLine line) throws UsageException {
    List<String> names = line.getArgList();
    if (names.size() < 2 || names.size() > Comparison.MOST) {
      throw new UsageException(
          "diff: name 2 to " + Comparison.MOST + " captures or directories of them");
    }
    if (Collections.frequency(names, STDIN) > 1) {
      throw new UsageException("diff: standard input (-) can be read only once");
    }
    return names;
  }

  private static Ignored ignored(CommandLine line) throws UsageException {
    Set<Ignored.Kind> kinds = EnumSet.copyOf(Ignored.PRESET);
    List<Pattern> texts = new ArrayList<>();
    String[] values = line.getOptionValues("ignore");
    for (String value : values == null ? new String[0] : values) {
      if (value.startsWith(TEXT)) {
        texts.add(pattern(value.substring(TEXT.length())));
        continue;
      }
      for (String word : value.split(",", -1)) {
        if (word.equals("none")) {
          kinds.clear();
        } else {
          kinds.add(kind(word));
        }
      }
    }
    return new Ignored(kinds, texts);
  }

  private static Pattern pattern(String text) throws UsageException {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : ", at character " + (e.getIndex() + 1);
      throw new UsageException("--ignore text=" + text + ": " + e.getDescription() + where);
    }
  }

  private static Ignored.Kind kind(String word) throws UsageException {
    for (Ignored.Kind kind : Ignored.Kind.values()) {
      if (kind != Ignored.Kind.TEXTS && kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw new UsageException(
        "--ignore is of pids, addresses, descriptors, none, or text=REGEX, not '" + word + "'");
  }
}
