// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Frames from a stream. A read of it cannot be ended by anybody, so that a thread of its own waits
 * in it; only few frames are read ahead.
 */
final class InputFrames {
  private static final int AHEAD = 4;

  private final Deque<FrameReader.Item> items = new ArrayDeque<>();
  private OpenFile file;
  private CaptureException failure;
  private boolean ended;
  private boolean woken;
  private boolean started;

  InputFrames(ReadableByteChannel channel) {
    Thread thread = new Thread(() -> read(channel), "sctlog input");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(ReadableByteChannel channel) {
    try {
      OpenFile opened = OpenFile.stdin(channel);
      begin(opened);
      FrameReader.Item item;
      do {
        item = opened.next();
        put(item);
      } while (!(item instanceof FrameReader.Item.End || item instanceof FrameReader.Item.Cut));
    } catch (CaptureException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void begin(OpenFile opened) {
    file = opened;
    notifyAll();
  }

  private synchronized void put(FrameReader.Item item) throws InterruptedException {
    while (items.size() >= AHEAD) {
      wait();
    }
    items.add(item);
    notifyAll();
  }

  private synchronized void fail(CaptureException e) {
    failure = e;
    notifyAll();
  }

  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** No frame comes any more. */
  synchronized void end() {
    ended = true;
  }

  /** Whether there is something to take within that time; a failure and the end are something. */
  synchronized boolean await(int timeoutMs) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (items.isEmpty() && failure == null && !ended) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 || woken) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** The stream, once; null if it has ended. */
  synchronized OpenFile file() throws CaptureException {
    if (failure != null) {
      throw failure;
    }
    if (started) {
      return null;
    }
    started = true;
    return file;
  }

  synchronized FrameReader.Item next() throws CaptureException {
    if (items.isEmpty() && failure != null) {
      throw failure;
    }
    FrameReader.Item item = items.remove();
    notifyAll();
    return item;
  }
}
