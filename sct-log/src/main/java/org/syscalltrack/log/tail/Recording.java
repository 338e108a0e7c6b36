// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tail;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.syscalltrack.capture.CaptureWriter;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;

/** Follows the log as {@link Tail} does, and keeps all of it in a capture instead of showing it. */
public final class Recording {
  private static final int PATIENCE_MS =
      (int) TimeUnit.NANOSECONDS.toMillis(CaptureWriter.FRAME_NS);
  private static final long BACKLOG_NS = 1_000_000_000L;

  private final RecordSource source;
  private final CaptureWriter writer;
  private final LongSupplier nanoTime;
  private final Runnable alive;

  /**
   * @param nanoTime a steady clock
   */
  public Recording(RecordSource source, CaptureWriter writer, LongSupplier nanoTime) {
    this(source, writer, nanoTime, () -> {});
  }

  /**
   * @param nanoTime a steady clock
   * @param alive runs at least every second while records are read and kept, and not while that
   *     hangs
   */
  public Recording(
      RecordSource source, CaptureWriter writer, LongSupplier nanoTime, Runnable alive) {
    this.source = source;
    this.writer = writer;
    this.nanoTime = nanoTime;
    this.alive = alive;
  }

  /** Keeps what the log holds, and does not wait for more. */
  public Tail.End runHeld(long limit) throws RecordSourceException {
    long left = readHeld(limit, Long.MAX_VALUE);
    return left == 0 ? Tail.End.COUNT_REACHED : Tail.End.LOG_ENDED;
  }

  public Tail.End run(long limit) throws RecordSourceException {
    long left = limit;
    while (left > 0) {
      alive.run();
      switch (source.await(RecordSource.NO_OUTPUT, PATIENCE_MS)) {
        case WOKEN -> {
          // What came before the signal is kept, as far as a moment suffices for it.
          readHeld(left, BACKLOG_NS);
          return Tail.End.STOP_REQUESTED;
        }
        case RECORDS -> {
          Batch batch = source.read();
          if (batch == null) {
            return Tail.End.LOG_ENDED;
          }
          left -= writer.write(batch, left);
        }
        case NOTHING, OUTPUT_CLOSED -> writer.tick();
      }
    }
    return Tail.End.COUNT_REACHED;
  }

  private long readHeld(long limit, long patienceNs) throws RecordSourceException {
    long start = nanoTime.getAsLong();
    long left = limit;
    while (left > 0 && nanoTime.getAsLong() - start < patienceNs) {
      Batch batch = source.read();
      if (batch == null || !batch.bytes().hasRemaining()) {
        break;
      }
      left -= writer.write(batch, left);
    }
    return left;
  }
}
