// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.ErrnoException;

/** What systemd is told, and when. */
class ServiceManagerTest {
  private static final long PID = 42;

  private final List<String> told = new ArrayList<>();
  private long nowNs = 1_000;

  private ServiceManager manager(Map<String, String> environment) {
    return new ServiceManager(
        (socket, what) -> told.add(socket + " " + what), environment, PID, () -> nowNs);
  }

  /** Alive for ten seconds, a word every one of them where it is due. */
  private void live(ServiceManager manager) {
    for (int i = 0; i < 10; i++) {
      nowNs += 1_000_000_000L;
      manager.alive();
    }
  }

  @Test
  void nobodyIsToldWithoutManager() {
    ServiceManager manager = manager(Map.of("WATCHDOG_USEC", "1"));
    manager.ready();
    live(manager);
    manager.stopping();
    assertEquals(List.of(), told);
  }

  @Test
  void beginningAndEndAreTold() {
    ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", "/run/n"));
    manager.ready();
    live(manager);
    manager.stopping();
    assertEquals(List.of("/run/n READY=1", "/run/n STOPPING=1"), told);
  }

  @Test
  void lifeIsToldTwiceInTheTime() {
    live(manager(Map.of("NOTIFY_SOCKET", "@n", "WATCHDOG_USEC", "10000000", "WATCHDOG_PID", "42")));
    assertEquals(List.of("@n WATCHDOG=1", "@n WATCHDOG=1"), told);
  }

  @Test
  void anotherProcessIsWatched() {
    live(manager(Map.of("NOTIFY_SOCKET", "@n", "WATCHDOG_USEC", "10000000", "WATCHDOG_PID", "43")));
    assertEquals(List.of(), told);
  }

  @Test
  void managerThatHearsNothingIsNoTrouble() {
    ServiceManager.Teller deaf =
        (socket, what) -> {
          told.add(what);
          throw new ErrnoException(Errno.EAGAIN);
        };
    new ServiceManager(deaf, Map.of("NOTIFY_SOCKET", "/run/n"), PID, () -> nowNs).ready();
    assertEquals(List.of("READY=1"), told);
  }
}
