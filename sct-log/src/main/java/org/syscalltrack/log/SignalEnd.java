// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the program end by itself on SIGINT, SIGTERM and SIGHUP. The JVM answers these by running
 * its shutdown hooks and then exiting with 128 + the signal's number, whatever the main thread is
 * doing; our hook asks the main thread to end, waits for it and takes its exit status.
 */
final class SignalEnd {
  /** A main thread that cannot write because nobody takes its output is not waited for longer. */
  private static final int GRACE_SECONDS = 3;

  private final Stop stop;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile int status = Main.TROUBLE;

  private SignalEnd(Stop stop) {
    this.stop = stop;
  }

  static SignalEnd install(Stop stop) {
    SignalEnd end = new SignalEnd(stop);
    Runtime.getRuntime().addShutdownHook(new Thread(end::shutDown, "sctlog end"));
    return end;
  }

  /** The main thread has said all that it has to say. */
  void finished(int exitStatus) {
    status = exitStatus;
    finished.countDown();
  }

  private void shutDown() {
    stop.request();
    boolean ended = false;
    try {
      ended = finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      System.err.println("sctlog: ended although the output was not taken");
    }
    Runtime.getRuntime().halt(status);
  }
}
