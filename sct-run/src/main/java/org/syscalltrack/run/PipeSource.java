// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;

/**
 * The records that a supervisor writes into a pipe; all of one table, which the reader knows.
 *
 * <p>A thread of its own reads, since a read from a pipe has no time limit. While nobody takes what
 * it has read, it reads no more, and the supervisor's ring holds what comes.
 */
public final class PipeSource implements RecordSource, Origin {
  private static final int BYTES = 64 << 10;
  private static final int AHEAD = 16;
  private static final long NS_PER_MS = 1_000_000L;

  /** What the reading thread has to say. */
  private sealed interface Piece {}

  private record Bytes(byte[] bytes, int count) implements Piece {}

  private record End(IOException failure) implements Piece {}

  private record Wake() implements Piece {}

  private final InputStream in;
  private final byte[] table;
  private final long epochOffsetNs;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(AHEAD);

  /** Records and the beginning of one, between position and limit. */
  private ByteBuffer held = ByteBuffer.allocate(2 * BYTES).order(ByteOrder.nativeOrder()).limit(0);

  private Piece next;
  private volatile boolean woken;

  /**
   * @param table of all records, in the binary format
   * @param epochOffsetNs see {@link Origin#epochOffsetNs}
   */
  public PipeSource(InputStream in, byte[] table, long epochOffsetNs) {
    this.in = in;
    this.table = table;
    this.epochOffsetNs = epochOffsetNs;
    Thread thread = new Thread(this::readAll, "records");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll() {
    try {
      IOException failure = null;
      try {
        byte[] bytes = new byte[BYTES];
        int count;
        while ((count = in.read(bytes)) >= 0) {
          pieces.put(new Bytes(bytes, count));
          bytes = new byte[BYTES];
        }
      } catch (IOException e) {
        failure = e;
      }
      pieces.put(new End(failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Ready await(int outputFd, int timeoutMs) {
    long end = System.nanoTime() + timeoutMs * NS_PER_MS;
    while (!woken && next == null) {
      long leftNs = SLICE_MS * NS_PER_MS;
      if (timeoutMs != NO_TIMEOUT) {
        leftNs = Math.min(leftNs, end - System.nanoTime());
      }
      try {
        next = pieces.poll(Math.max(leftNs, 0), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Ready.WOKEN;
      }
      if (next == null && (outputFd != NO_OUTPUT || leftNs <= 0)) {
        return Ready.NOTHING;
      }
      if (next instanceof Wake) {
        next = null;
      }
    }
    return woken ? Ready.WOKEN : Ready.RECORDS;
  }

  @Override
  public Batch read() throws RecordSourceException {
    if (next == null) {
      next = pieces.poll();
    }
    if (next instanceof End end) {
      if (end.failure() != null) {
        throw new RecordSourceException("cannot read records: " + end.failure().getMessage());
      }
      return null;
    }
    if (next instanceof Bytes bytes) {
      next = null;
      return new Batch(whole(bytes), this);
    }
    next = null;
    return new Batch(ByteBuffer.allocate(0), this);
  }

  /** The whole records of what was held and what has come; what is behind them is held. */
  private ByteBuffer whole(Bytes come) {
    int size = held.remaining() + come.count();
    ByteBuffer all = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    all.put(held).put(come.bytes(), 0, come.count()).flip();
    int end = 0;
    while (size - end >= Integer.BYTES) {
      int length = all.getInt(end);
      if (length <= 0) {
        end = size; // Not a record: who decodes it says so.
      } else if (length > size - end) {
        break;
      } else {
        end += length;
      }
    }
    held = all.duplicate().order(ByteOrder.nativeOrder()).position(end);
    return all.limit(end);
  }

  @Override
  public void wake() {
    woken = true;
    pieces.offer(new Wake());
  }

  @Override
  public byte[] table(long generation) {
    return table;
  }

  @Override
  public long epochOffsetNs() {
    return epochOffsetNs;
  }

  @Override
  public void close() throws RecordSourceException {
    try {
      in.close();
    } catch (IOException e) {
      throw new RecordSourceException("cannot close the pipe: " + e.getMessage());
    }
  }
}
