// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.syscalltrack.device.LogDevice;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.ExpressionException;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.log.tail.Counts;
import org.syscalltrack.log.tail.Stats;
import org.syscalltrack.log.tail.Tail;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.source.SteadyClock;
import org.syscalltrack.tool.Trace;
import org.syscalltrack.tool.UsageException;

/** Opens the source that the options name, and brings what they select of it to somebody. */
final class Reading {
  /** What became of it. */
  record Result(Tail.End end, Counts counts, int status) {}

  /** Who gets the records. */
  interface Reader {
    /**
     * Makes the formatter; what it writes is shown at once.
     *
     * @throws UsageException if the options say what cannot be
     * @throws RecordSourceException if there is no place for what it writes
     */
    EventFormatter formatter(Setup setup, Generations generations)
        throws UsageException, ExpressionException, RecordSourceException;

    /** What the statistics tell besides; empty, or with a comma in front. */
    default String counts() {
      return "";
    }
  }

  private final CommandLineOptions options;
  private final Terms terms;
  private final Trace trace;
  private final SteadyClock clock = SteadyClock.ofSystem();
  private final Setup setup;

  Reading(CommandLineOptions options, Terms terms) {
    this.options = options;
    this.terms = terms;
    this.trace = options.verbose() ? Trace.verbose("sctlog", false) : Trace.silent();
    this.setup = new Setup(options, clock, terms.libc(), terms::remark);
  }

  SteadyClock clock() {
    return clock;
  }

  /** Reads until something ends it. */
  Result run(Reader reader)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    return run(reader, () -> {});
  }

  /**
   * The same.
   *
   * @param opened runs as soon as there is something to read from
   */
  Result run(Reader reader, Runnable opened)
      throws UsageException, ExpressionException, RecordSourceException, IOException {
    Selection selection = setup.selection();
    List<Exemption> exemptions = Exemption.parse(options.exempt());
    Generations generations = new Generations(trace);
    EventFormatter formatter = reader.formatter(setup, generations);
    try (RecordSource source = open(selection, exemptions)) {
      opened.run();
      // A capture is not in the order of time altogether; what is too late it leaves out itself.
      Selection shown = isCapture() ? selection.withoutUntil() : selection;
      // What is compared with the times of this machine's records is told as they are.
      LongSupplier now =
          source instanceof LogDevice device
              ? () -> clock.nowNs(device.epochOffsetNs())
              : clock::nowNs;
      Stats stats = new Stats(setup.statsNs(), now.getAsLong(), terms.err(), reader::counts);
      Tail tail = new Tail(source, generations, shown, formatter, terms.output(), stats, now);
      Tail.End end = run(tail, source);
      trace.note("ended: {}", end);
      int status = tail.counts().malformed() == 0 ? Main.OK : Main.TROUBLE;
      int whole = isCapture() ? Capturing.status(source) : Main.OK;
      return new Result(end, tail.counts(), Math.max(status, whole));
    }
  }

  /** Keeps all of it in a capture instead; gives the exit status. */
  int record() throws UsageException, ExpressionException, RecordSourceException {
    List<Exemption> exemptions = Exemption.parse(options.exempt());
    try (RecordSource source = open(setup.selection(), exemptions)) {
      terms.stop().onRequest(() -> wake(source));
      try {
        return Capturing.record(source, options, terms.libc().get(), terms.err());
      } finally {
        terms.stop().detach();
      }
    }
  }

  private boolean isCapture() {
    return !options.capture().read().isEmpty();
  }

  private RecordSource open(Selection selection, List<Exemption> exemptions)
      throws RecordSourceException {
    return isCapture()
        ? Capturing.open(options.capture(), selection, terms.in(), terms::remark)
        : device(exemptions);
  }

  private LogDevice device(List<Exemption> exemptions) throws RecordSourceException {
    LogDevice device =
        LogDevice.open(terms.libc().get(), options.device(), options.onlyNew(), clock);
    try {
      trace.note("opened {}: {}", options.device(), device.info());
      for (Exemption exemption : exemptions) {
        exemption.apply(device);
      }
      return device;
    } catch (RecordSourceException e) {
      device.close();
      throw e;
    }
  }

  private Tail.End run(Tail tail, RecordSource source) throws RecordSourceException, IOException {
    terms.stop().onRequest(() -> wake(source));
    try {
      return options.once() ? tail.showHeld(options.count()) : tail.run(options.count());
    } finally {
      terms.stop().detach();
    }
  }

  private static void wake(RecordSource source) {
    try {
      source.wake();
    } catch (RecordSourceException e) {
      throw new IllegalStateException(e);
    }
  }
}
