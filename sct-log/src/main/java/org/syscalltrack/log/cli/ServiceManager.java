// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.syscalltrack.device.ErrnoException;

/**
 * Tells systemd how the recorder is, as sd_notify(3) does: that it has begun, that it goes on, that
 * it ends. Without systemd, nobody is told anything.
 *
 * <p>That it goes on says the thread that records, between two batches: one that hangs says no
 * more, and systemd starts another recorder.
 */
final class ServiceManager {
  /** How something is told to a socket. */
  interface Teller {
    void tell(String socket, String what) throws ErrnoException;
  }

  private static final String NOBODY = "";

  private final Teller teller;
  private final LongSupplier nanoTime;
  private final String socket;
  private final long aliveEveryNs;
  private long lastAliveNs;

  /**
   * @param environment of this process
   * @param nanoTime a steady clock
   */
  ServiceManager(
      Teller teller, Map<String, String> environment, long ownPid, LongSupplier nanoTime) {
    this.teller = teller;
    this.nanoTime = nanoTime;
    this.socket = environment.getOrDefault("NOTIFY_SOCKET", NOBODY);
    this.aliveEveryNs = aliveEveryNs(environment, ownPid);
    this.lastAliveNs = nanoTime.getAsLong();
  }

  /** Half of the time after which somebody would be missed. */
  private static long aliveEveryNs(Map<String, String> environment, long ownPid) {
    String pid = environment.getOrDefault("WATCHDOG_PID", NOBODY);
    if (!pid.isEmpty() && !pid.equals(Long.toString(ownPid))) {
      return Long.MAX_VALUE;
    }
    try {
      long limitUs = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", NOBODY));
      return TimeUnit.MICROSECONDS.toNanos(limitUs) / 2;
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  void ready() {
    tell("READY=1");
  }

  void alive() {
    long now = nanoTime.getAsLong();
    if (now - lastAliveNs >= aliveEveryNs) {
      lastAliveNs = now;
      tell("WATCHDOG=1");
    }
  }

  void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String what) {
    if (socket.equals(NOBODY)) {
      return;
    }
    try {
      teller.tell(socket, what);
    } catch (ErrnoException e) {
      // A manager that cannot be told acts by itself; the events are kept meanwhile.
    }
  }
}
