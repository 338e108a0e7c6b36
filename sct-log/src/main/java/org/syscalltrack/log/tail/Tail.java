// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tail;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;

/**
 * Follows the log: waits, reads a batch, writes its lines, until something ends it.
 *
 * <p>One thread does it all: while nobody takes the output, nothing is read, and what is kept is
 * one batch. The source counts what is lost meanwhile.
 */
public final class Tail {
  /** Why it ended. */
  public enum End {
    /** As many events were shown as were wanted. */
    COUNT_REACHED,
    STOP_REQUESTED,
    /** The reader of our output has gone. */
    OUTPUT_CLOSED,
    /** There will be no more records, or none that are wanted. */
    LOG_ENDED
  }

  /** No limit on the number of events. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final long BACKLOG_NS = 1_000_000_000L;
  private static final long NS_PER_MS = 1_000_000L;

  /** A batch may become many times as much text. */
  private static final int WRITE_BYTES = 256 << 10;

  private final RecordSource source;
  private final Generations generations;
  private final Selection selection;
  private final EventFormatter formatter;
  private final Output output;
  private final LongSupplier clock;
  private final Stats stats;
  private final RecordDecoder decoder = new RecordDecoder();
  private final Bytes text = new Bytes();
  private final Counts counts = new Counts();

  /**
   * @param clock nanoseconds since 1970
   */
  public Tail(
      RecordSource source,
      Generations generations,
      Selection selection,
      EventFormatter formatter,
      Output output,
      Stats stats,
      LongSupplier clock) {
    this.source = source;
    this.generations = generations;
    this.selection = selection;
    this.formatter = formatter;
    this.output = output;
    this.stats = stats;
    this.clock = clock;
  }

  public Counts counts() {
    return counts;
  }

  /** Shows what the log holds at this moment, and does not wait for more. */
  public End showHeld(long limit) throws RecordSourceException, IOException {
    try {
      showUntil(clock.getAsLong(), limit, Long.MAX_VALUE);
      return counts.shown < limit ? End.LOG_ENDED : End.COUNT_REACHED;
    } catch (IOException e) {
      return outputClosed(e);
    }
  }

  public End run(long limit) throws RecordSourceException, IOException {
    try {
      while (counts.shown < limit) {
        switch (source.await(output.fd(), patienceMs())) {
          case WOKEN -> {
            showUntil(clock.getAsLong(), limit, BACKLOG_NS);
            return End.STOP_REQUESTED;
          }
          case OUTPUT_CLOSED -> {
            return End.OUTPUT_CLOSED;
          }
          case RECORDS -> {
            if (!readBatch() || !show(selection.untilNs(), limit)) {
              return End.LOG_ENDED;
            }
          }
          case NOTHING -> {
            if (output.isClosed()) {
              return End.OUTPUT_CLOSED;
            }
            if (clock.getAsLong() > selection.untilNs()) {
              return End.LOG_ENDED;
            }
          }
        }
        stats.tell(clock.getAsLong(), counts);
      }
      return End.COUNT_REACHED;
    } catch (IOException e) {
      return outputClosed(e);
    }
  }

  /** How long to wait for records at most. */
  private int patienceMs() {
    long now = clock.getAsLong();
    long due = stats.dueInNs(now);
    if (selection.untilNs() != Long.MAX_VALUE) {
      long left = selection.untilNs() < now ? 0 : selection.untilNs() - now;
      due = Math.min(due, left);
    }
    return due == Stats.NEVER
        ? RecordSource.NO_TIMEOUT
        : (int) Math.min(due / NS_PER_MS + 1, Integer.MAX_VALUE);
  }

  private End outputClosed(IOException e) throws IOException {
    if (output.isClosed()) {
      return End.OUTPUT_CLOSED;
    }
    throw e;
  }

  /**
   * What happened before the stop was requested is shown. What happens now is not, or a busy system
   * would never let us end; nor, after a signal, is there more than a moment for a large backlog.
   */
  private void showUntil(long stopTime, long limit, long patienceNs)
      throws RecordSourceException, IOException {
    long last = Math.min(stopTime, selection.untilNs());
    boolean more = true;
    while (more && counts.shown < limit && clock.getAsLong() - stopTime < patienceNs) {
      more = readBatch() && decoder.hasNext() && show(last, limit);
    }
  }

  /** False at the end of the source. */
  private boolean readBatch() throws RecordSourceException {
    Batch batch = source.read();
    if (batch != null) {
      decoder.take(batch);
    }
    return batch != null;
  }

  /** Shows the batch up to the limits; false if it met a record that is later than the last. */
  private boolean show(long lastTime, long limit) throws RecordSourceException, IOException {
    boolean inTime = true;
    try {
      while (inTime && counts.shown < limit && decoder.hasNext()) {
        LogRecord entry = decoder.next();
        inTime = time(entry) <= lastTime;
        if (inTime) {
          show(entry);
        }
        if (text.length() >= WRITE_BYTES) {
          flush();
        }
      }
    } finally {
      // Lines that are ready are not lost to the trouble of the next one.
      flush();
    }
    return inTime;
  }

  private void flush() throws IOException {
    if (text.length() > 0) {
      try {
        output.write(text);
      } finally {
        text.clear();
      }
    }
  }

  private static long time(LogRecord entry) {
    if (entry instanceof Event event) {
      return event.epochNs();
    }
    return entry instanceof LogRecord.Lost gap ? gap.epochNs() : Long.MIN_VALUE;
  }

  private void show(LogRecord entry) throws RecordSourceException {
    if (entry instanceof Event event) {
      if (!selection.wants(event, generations.kind(event))) {
        counts.filtered++;
        return;
      }
      formatter.format(event, text);
      counts.shown++;
      return;
    }
    formatter.format(entry, text);
    if (entry instanceof LogRecord.Lost gap) {
      counts.lost += gap.count();
    } else if (entry instanceof LogRecord.Malformed) {
      counts.malformed++;
    }
  }
}
