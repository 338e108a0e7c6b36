// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WritingTest {
  private static final long PATIENCE_NS = 20_000_000;

  private final AtomicLong clock = new AtomicLong();
  private final Writing writing = new Writing(clock::get);

  private FutureTask<Integer> awaiting() {
    FutureTask<Integer> end = new FutureTask<>(() -> writing.awaitEnd(PATIENCE_NS));
    new Thread(end).start();
    return end;
  }

  @Test
  void aSlowStartIsWaitedFor() throws Exception {
    FutureTask<Integer> end = awaiting();
    clock.addAndGet(5 * PATIENCE_NS);
    writing.finished(0);
    assertEquals(0, end.get());
  }

  @Test
  void writesThatGoOnAreWaitedFor() throws Exception {
    FutureTask<Integer> end = awaiting();
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int b) {
            clock.addAndGet(PATIENCE_NS - 1);
          }
        };
    OutputStream watched = writing.watch(slow);
    for (int i = 0; i < 50; i++) {
      watched.write('x');
    }
    writing.finished(2);
    assertEquals(2, end.get());
  }

  @Test
  void aWriteThatNobodyTakesIsNot() throws Exception {
    // Time passes with each look at the clock.
    Writing writing = new Writing(() -> clock.getAndAdd(PATIENCE_NS));
    CountDownLatch taken = new CountDownLatch(1);
    OutputStream stuck =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            try {
              taken.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    Thread writer =
        new Thread(
            () -> {
              try {
                writing.watch(stuck).write('x');
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    assertNull(writing.awaitEnd(PATIENCE_NS));
    assertTrue(writer.isAlive());
    taken.countDown();
    writer.join();
  }

  @Test
  void passesOnWhatIsWritten() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writing.watch(out).write("abc".getBytes(), 1, 2);
    assertEquals("bc", out.toString());
  }
}
