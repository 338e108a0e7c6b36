// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.LogDevice;

/** Follows the log: waits, reads a batch, writes its lines, until something ends it. */
final class Tail {
  /** Why it ended. */
  enum End {
    /** As many events were shown as were wanted. */
    COUNT_REACHED,
    STOP_REQUESTED,
    /** The reader of our output has gone. */
    OUTPUT_CLOSED,
    /** There will be no more records, or none that are wanted. */
    LOG_ENDED
  }

  /** No limit on the number of events. */
  static final long UNLIMITED = Long.MAX_VALUE;

  private static final long BACKLOG_NS = 1_000_000_000L;
  private static final int BATCH_BYTES = 64 << 10;

  private final LogDevice device;
  private final EventFormatter formatter;
  private final Output output;
  private final LongSupplier clock;
  private final ByteBuffer batch =
      ByteBuffer.allocateDirect(BATCH_BYTES).order(ByteOrder.nativeOrder());
  private final StringBuilder text = new StringBuilder();

  private long shown;
  private long lost;
  private long malformed;

  /**
   * @param clock CLOCK_MONOTONIC in nanoseconds, the clock of the records
   */
  Tail(LogDevice device, EventFormatter formatter, Output output, LongSupplier clock) {
    this.device = device;
    this.formatter = formatter;
    this.output = output;
    this.clock = clock;
  }

  long shown() {
    return shown;
  }

  long lost() {
    return lost;
  }

  long malformed() {
    return malformed;
  }

  /** Shows what the log holds at this moment, and does not wait for more. */
  End showHeld(long limit) throws DeviceException, IOException {
    try {
      showUntil(clock.getAsLong(), limit, Long.MAX_VALUE);
      return shown < limit ? End.LOG_ENDED : End.COUNT_REACHED;
    } catch (IOException e) {
      return outputClosed(e);
    }
  }

  End run(long limit) throws DeviceException, IOException {
    try {
      while (shown < limit) {
        switch (device.await(output.fd())) {
          case WOKEN -> {
            showUntil(clock.getAsLong(), limit, BACKLOG_NS);
            return End.STOP_REQUESTED;
          }
          case OUTPUT_CLOSED -> {
            return End.OUTPUT_CLOSED;
          }
          case RECORDS -> {
            if (!readBatch()) {
              return End.LOG_ENDED;
            }
            show(Long.MAX_VALUE, limit);
          }
        }
      }
      return End.COUNT_REACHED;
    } catch (IOException e) {
      return outputClosed(e);
    }
  }

  private End outputClosed(IOException e) throws DeviceException, IOException {
    if (device.isClosed(output.fd())) {
      return End.OUTPUT_CLOSED;
    }
    throw e;
  }

  /**
   * What happened before the stop was requested is shown. What happens now is not, or a busy system
   * would never let us end; nor, after a signal, is there more than a moment for a large backlog.
   */
  private void showUntil(long stopTime, long limit, long patienceNs)
      throws DeviceException, IOException {
    boolean more = true;
    while (more && shown < limit && clock.getAsLong() - stopTime < patienceNs) {
      more = readBatch() && batch.hasRemaining() && show(stopTime, limit);
    }
  }

  private boolean readBatch() throws DeviceException {
    batch.clear();
    int count = device.read(batch);
    batch.flip();
    return count >= 0;
  }

  /** Shows the batch up to the limits; false if it met a record that is later than the last. */
  private boolean show(long lastTime, long limit) throws DeviceException, IOException {
    text.setLength(0);
    boolean inTime = true;
    RecordDecoder decoder = new RecordDecoder(batch);
    try {
      while (inTime && shown < limit && decoder.hasNext()) {
        LogRecord entry = decoder.next();
        inTime = time(entry) <= lastTime;
        if (inTime) {
          formatter.format(entry, text);
          count(entry);
        }
      }
    } finally {
      // Lines that are ready are not lost to the trouble of the next one.
      if (text.length() > 0) {
        output.write(text);
      }
    }
    return inTime;
  }

  private static long time(LogRecord entry) {
    if (entry instanceof LogRecord.Event event) {
      return event.timeNs();
    }
    return entry instanceof LogRecord.Lost gap ? gap.timeNs() : Long.MIN_VALUE;
  }

  private void count(LogRecord entry) {
    if (entry instanceof LogRecord.Event) {
      shown++;
    } else if (entry instanceof LogRecord.Lost gap) {
      lost += gap.count();
    } else {
      malformed++;
    }
  }
}
