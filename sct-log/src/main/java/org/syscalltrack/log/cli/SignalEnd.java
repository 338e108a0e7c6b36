// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.util.concurrent.TimeUnit;

/**
 * Lets the program end by itself on SIGINT, SIGTERM and SIGHUP. The JVM answers these by running
 * its shutdown hooks and then exiting with 128 + the signal's number, whatever the main thread is
 * doing; our hook asks the main thread to end, waits for it and takes its exit status.
 *
 * <p>The main thread comes to its end by itself, however long a loaded machine takes for that,
 * unless it writes to somebody who takes nothing: only that is not waited for.
 */
final class SignalEnd {
  private static final int GRACE_SECONDS = 3;

  private final Stop stop;
  private final Writing writing;

  private SignalEnd(Stop stop, Writing writing) {
    this.stop = stop;
    this.writing = writing;
  }

  static void install(Stop stop, Writing writing) {
    SignalEnd end = new SignalEnd(stop, writing);
    Runtime.getRuntime().addShutdownHook(new Thread(end::shutDown, "sctlog end"));
  }

  private void shutDown() {
    stop.request();
    Integer status = null;
    try {
      status = writing.awaitEnd(TimeUnit.SECONDS.toNanos(GRACE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (status == null) {
      System.err.println("sctlog: ended although the output was not taken");
    }
    Runtime.getRuntime().halt(status == null ? Main.TROUBLE : status);
  }
}
