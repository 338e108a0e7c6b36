// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.recorded;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;

/**
 * Batches that were recorded some time, of any origins. It ends behind the last one if it was
 * sealed; else it waits for more, and cannot watch an output while it does.
 */
public final class RecordedSource implements RecordSource {
  private static final Batch NONE = new Batch(ByteBuffer.allocate(0), new Recorded(g -> null));

  private final Deque<Batch> batches = new ArrayDeque<>();
  private boolean sealed;
  private boolean woken;
  private RecordSourceException failure;

  public synchronized RecordedSource add(Origin origin, Records records) {
    batches.add(((Recorded) origin).batch(records.bytes()));
    notifyAll();
    return this;
  }

  public synchronized RecordedSource seal() {
    sealed = true;
    notifyAll();
    return this;
  }

  /** From the end of the batches on, reading fails. */
  public synchronized RecordedSource breakWith(String message) {
    failure = new RecordSourceException(message);
    notifyAll();
    return this;
  }

  @Override
  public synchronized Ready await(int outputFd, int timeoutMs) {
    boolean whole = outputFd == NO_OUTPUT || timeoutMs >= 0 && timeoutMs < SLICE_MS;
    int limit = whole ? timeoutMs : SLICE_MS;
    long start = System.nanoTime();
    while (!woken && batches.isEmpty() && !sealed && failure == null) {
      long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (limit != NO_TIMEOUT && waitedMs >= limit) {
        return Ready.NOTHING;
      }
      try {
        wait(limit == NO_TIMEOUT ? 0 : limit - waitedMs);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return woken ? Ready.WOKEN : Ready.RECORDS;
  }

  @Override
  public synchronized Batch read() throws RecordSourceException {
    if (!batches.isEmpty()) {
      return batches.remove();
    } else if (failure != null) {
      throw failure;
    }
    return sealed ? null : NONE;
  }

  @Override
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  @Override
  public void close() {}
}
