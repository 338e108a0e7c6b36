// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;

/**
 * Takes what is in a spool to a sink, in order, and tries again what it did not take.
 *
 * <p>A sink that answers is asked no more of what it has taken. Of one that does not ({@link
 * Connection}), the last bytes stay in the spool and go over a new connection again.
 */
final class Delivery {
  /** What the names of the threads begin with. */
  static final String THREAD = "sctlog sink ";

  private static final long GRACE_NS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_MS = 1000;

  private final String name;
  private final Appender sink;
  private final Connection connection;
  private final SpoolFiles files;
  private final Spool.Settings settings;
  private final Complaints complaints;
  private final Thread thread;

  /** Where each record ends that was sent over the connection and is not confirmed. */
  private final Deque<Long> ends = new ArrayDeque<>();

  private volatile boolean isEnding;
  private volatile long endNs;
  private volatile Throwable failure;
  private Object lastConnection;
  private boolean isDown;

  /** The end of what was ever sent: what is before it is sent again. */
  private long furthest;

  private long sent;
  private long again;

  Delivery(
      String name,
      Appender sink,
      SpoolFiles files,
      Spool.Settings settings,
      Complaints complaints) {
    this.name = name;
    this.sink = sink;
    this.connection = Connection.of(sink);
    this.files = files;
    this.settings = settings;
    this.complaints = complaints;
    this.thread = new Thread(this::run, THREAD + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** For the sink, before it is started: Log4j's own would keep failures to itself. */
  ErrorHandler handler() {
    return new ErrorHandler() {
      @Override
      public void error(String message) {
        failure = new IOException(message);
      }

      @Override
      public void error(String message, Throwable error) {
        failure = error;
      }

      @Override
      public void error(String message, LogEvent event, Throwable error) {
        failure = error;
      }
    };
  }

  private void run() {
    try {
      while (!isEnding || isWorthTrying()) {
        if (files.isAllRead()) {
          if (isEnding) {
            break;
          }
          files.await(LOOK_MS);
          lookAtConnection();
        } else {
          next();
        }
      }
      if (connection != null && files.isAllRead() && connection.end()) {
        confirm(files.next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      complaints.say(name, "cannot read " + settings.dir() + ": " + Cause.of(e));
    }
  }

  private boolean isWorthTrying() {
    return !isDown && System.nanoTime() < endNs;
  }

  private void next() throws IOException, InterruptedException {
    byte[] record = files.read();
    if (record == null) {
      long bytes = files.skipDamaged();
      complaints.giveUp(name, 1);
      complaints.say(name, bytes + " bytes in " + settings.dir() + " are damaged, and given up");
      return;
    }
    EventMessage message;
    try {
      message = SpoolRecord.decode(record);
    } catch (IOException e) {
      complaints.giveUp(name, 1);
      complaints.say(name, "an event in " + settings.dir() + " is given up: " + e.getMessage());
      return;
    }
    Throwable why = send(message);
    if (why != null) {
      failed(why);
    } else if (connection != null && isAnother()) {
      // What was on its way over the last one may be lost, this event too.
      rewind();
    } else {
      sent();
    }
  }

  private Throwable send(EventMessage message) {
    failure = null;
    try {
      Marker marker = message.marker();
      LogEvent event = message.toLogEvent(marker);
      if (!(sink instanceof AbstractAppender filtered) || !filtered.isFiltered(event)) {
        sink.append(event);
      }
      return failure;
    } catch (RuntimeException e) {
      return failure == null ? e : failure;
    }
  }

  private boolean isAnother() {
    Object now = connection.identity();
    boolean another = lastConnection != null && now != lastConnection;
    lastConnection = now;
    return another;
  }

  /** Over the next connection, all that is not confirmed is sent again. */
  private void rewind() {
    lastConnection = null;
    ends.clear();
    files.rewind();
  }

  private void failed(Throwable why) throws InterruptedException {
    isDown = true;
    rewind();
    complaints.say(
        name,
        complaints.cause(why)
            + "; events are kept in "
            + settings.dir()
            + ", and it is tried every "
            + settings.retryMs()
            + " ms");
    synchronized (this) {
      if (!isEnding) {
        wait(Math.max(1, settings.retryMs()));
      }
    }
  }

  private void sent() throws IOException {
    if (isDown) {
      isDown = false;
      complaints.connected();
      complaints.forget(name);
      complaints.say(name, "events are taken again");
      complaints.forget(name);
    }
    long end = files.next();
    if (end > furthest) {
      furthest = end;
      sent++;
    } else {
      again++;
    }
    if (connection == null) {
      files.confirm(end);
      return;
    }
    ends.add(end);
    while (!ends.isEmpty() && ends.peek() <= end - settings.again()) {
      files.confirm(ends.remove());
    }
  }

  private void confirm(long place) throws IOException {
    ends.clear();
    files.confirm(place);
  }

  /** Nobody says so if the other side goes while nothing is sent. */
  private void lookAtConnection() {
    if (connection != null && !ends.isEmpty() && connection.isGone()) {
      rewind();
    }
  }

  /** Sends what a few seconds suffice for; the rest stays in the spool. */
  void end() {
    endNs = System.nanoTime() + GRACE_NS;
    isEnding = true;
    synchronized (this) {
      notifyAll();
    }
    files.wake();
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(2 * GRACE_NS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What became of the events, for a person; null if there were none. */
  String report() {
    long waiting = files.waiting();
    if (sent == 0 && waiting == 0) {
      return null;
    }
    String text = sent + " events sent";
    if (again > 0) {
      text += ", " + again + " of them again";
    }
    if (waiting > 0) {
      text += "; " + waiting + " bytes are kept in " + settings.dir() + " for the next start";
    }
    return text;
  }
}
