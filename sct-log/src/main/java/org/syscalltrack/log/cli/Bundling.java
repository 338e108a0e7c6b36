// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.syscalltrack.capture.BundlePlan;
import org.syscalltrack.capture.BundleWriter;
import org.syscalltrack.capture.SigningKey;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.source.SteadyClock;
import org.syscalltrack.tool.Trace;
import org.syscalltrack.tool.UsageException;

/** Selects for a bundle as is selected for showing: losses are in it, if they are of the time. */
final class Bundling implements BundlePlan.Chooser {
  private static final long NS = 1_000_000_000L;

  private final Selection selection;
  private final Generations generations;
  private final RecordDecoder decoder = new RecordDecoder();

  private Bundling(Selection selection, Generations generations) {
    this.selection = selection;
    this.generations = generations;
  }

  static void run(Path to, SigningKey key, CommandLineOptions options, Terms terms)
      throws UsageException, ExpressionException, RecordSourceException {
    Trace trace = options.verbose() ? Trace.verbose("sctlog", false) : Trace.silent();
    Selection selection =
        new Setup(options, SteadyClock.ofSystem(), terms.libc(), terms::remark).selection();
    new BundleWriter(key, terms::remark)
        .write(
            to,
            options.capture().read(),
            new Bundling(selection, new Generations(trace)),
            new BundleWriter.Said(words(options.wanted(), selection), "sctlog " + Main.release()));
  }

  @Override
  public boolean mayWant(long fromNs, long toNs) {
    return toNs >= selection.sinceNs() && fromNs <= selection.untilNs();
  }

  @Override
  public boolean wants(Batch record) throws RecordSourceException {
    decoder.take(record);
    LogRecord entry = decoder.next();
    if (entry instanceof Event event) {
      return event.epochNs() <= selection.untilNs()
          && selection.wants(event, generations.kind(event));
    }
    return entry instanceof LogRecord.Lost lost && mayWant(lost.epochNs(), lost.epochNs());
  }

  /** The selection as options, with the times that they came to. */
  private static String words(CommandLineOptions.Wanted wanted, Selection selection) {
    List<String> words = new ArrayList<>();
    add(words, "rule", wanted.rules());
    add(words, "pid", wanted.pids());
    add(words, "uid", wanted.uids());
    add(words, "syscall", wanted.calls());
    add(words, "since", time(wanted.since(), selection.sinceNs()));
    add(words, "until", time(wanted.until(), selection.untilNs()));
    add(words, "filter", wanted.filter() == null ? List.of() : List.of(wanted.filter()));
    return words.isEmpty() ? "everything" : String.join(" ", words);
  }

  private static List<Instant> time(String text, long epochNs) {
    return text == null
        ? List.of()
        : List.of(Instant.ofEpochSecond(Math.floorDiv(epochNs, NS), Math.floorMod(epochNs, NS)));
  }

  private static void add(List<String> words, String option, Collection<?> values) {
    if (!values.isEmpty()) {
      String value =
          values.stream().map(Object::toString).sorted().collect(Collectors.joining(","));
      boolean plain = value.matches("[A-Za-z0-9_.,:+-]+");
      words.add("--" + option + " " + (plain ? value : "'" + value.replace("'", "'\\''") + "'"));
    }
  }
}
