// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;

/**
 * What the appenders could not send: each event counts once as given up, and each of them is
 * complained of once a minute at most.
 */
final class Complaints {
  private static final long PAUSE_NS = TimeUnit.MINUTES.toNanos(1);

  private final Consumer<String> remarks;
  private final LongSupplier nanoTime;
  private final Map<String, Long> saidNs = new HashMap<>();
  private final Map<String, String> connections = new HashMap<>();
  private final Map<String, Long> givenUp = new HashMap<>();

  /**
   * @param nanoTime a steady clock
   */
  Complaints(Consumer<String> remarks, LongSupplier nanoTime) {
    this.remarks = remarks;
    this.nanoTime = nanoTime;
  }

  /** Says it, unless it has said something of that sink within the last minute. */
  synchronized void say(String sink, String what) {
    long now = nanoTime.getAsLong();
    Long last = saidNs.get(sink);
    if (last == null || now - last >= PAUSE_NS) {
      saidNs.put(sink, now);
      remarks.accept("sink '" + sink + "': " + what);
    }
  }

  /**
   * A connection could not be made, of which appenders say later only that there is none.
   *
   * @param connection as they will call it
   */
  synchronized void noteConnection(String connection, Throwable why) {
    connections.put(connection, Cause.of(why));
  }

  /** Why an appender has failed. */
  synchronized String cause(Throwable error) {
    String said = String.valueOf(error.getMessage());
    for (Map.Entry<String, String> connection : connections.entrySet()) {
      if (said.contains(connection.getKey())) {
        return connection.getValue();
      }
    }
    return Cause.of(error);
  }

  /** What was noted of connections holds no more. */
  synchronized void connected() {
    connections.clear();
  }

  /** What comes next is news. */
  synchronized void forget(String sink) {
    saidNs.remove(sink);
  }

  synchronized void giveUp(String sink, long events) {
    givenUp.merge(sink, events, Long::sum);
  }

  synchronized long givenUp() {
    return givenUp.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized Map<String, Long> givenUpBySink() {
    return Map.copyOf(givenUp);
  }

  /** For an appender that is no spool's: what it cannot send is lost. */
  ErrorHandler handler(String sink) {
    return new ErrorHandler() {
      /** Log4j tells some errors twice, from the appender and from who called it. */
      private LogEvent last;

      @Override
      public void error(String message) {
        say(sink, message);
      }

      @Override
      public void error(String message, Throwable error) {
        say(sink, cause(error));
      }

      @Override
      public void error(String message, LogEvent event, Throwable error) {
        if (event != last) {
          last = event;
          giveUp(sink, 1);
          say(sink, "events are given up: " + cause(error));
        }
      }
    };
  }
}
