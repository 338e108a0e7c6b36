// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether the main thread has ended, and if not, whether it is writing and since when. */
final class Writing {
  private final LongSupplier nanoTime;
  private Integer status;
  private boolean inWrite;
  private long sinceNs;

  /** By a steady clock in nanoseconds. */
  Writing(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private synchronized void begin() {
    inWrite = true;
    sinceNs = nanoTime.getAsLong();
    notifyAll();
  }

  private synchronized void end() {
    inWrite = false;
    notifyAll();
  }

  /** The main thread has said all that it has to say. */
  synchronized void finished(int exitStatus) {
    status = exitStatus;
    notifyAll();
  }

  /** The exit status, or null if from now on one write alone takes longer than that. */
  synchronized Integer awaitEnd(long patienceNs) throws InterruptedException {
    long start = nanoTime.getAsLong();
    while (status == null) {
      if (!inWrite) {
        wait();
        continue;
      }
      long leftNs = patienceNs - (nanoTime.getAsLong() - Math.max(start, sinceNs));
      if (leftNs <= 0) {
        return null;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNs);
    }
    return status;
  }

  /** The stream, watched. */
  OutputStream watch(OutputStream stream) {
    return new FilterOutputStream(stream) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        begin();
        try {
          out.write(bytes, from, count);
        } finally {
          end();
        }
      }
    };
  }
}
