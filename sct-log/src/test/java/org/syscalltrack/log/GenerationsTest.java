// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Table;

class GenerationsTest {
  private final List<Long> fetched = new ArrayList<>();

  private Table download(long generation) throws DeviceException {
    fetched.add(generation);
    if (generation > 100) {
      throw new DeviceException((int) generation - 100, "refused", "");
    }
    return new Table(generation, Tables.withFormats("a" + generation, "b" + generation));
  }

  private final Generations generations = new Generations(this::download);

  private Generations.Rule find(Generations from, long generation, int rule)
      throws DeviceException {
    Event event = new Event();
    event.generation = generation;
    event.rule = rule;
    event.abi = Abi.X86_64;
    EventKind kind = from.kind(event);
    assertSame(kind, from.kind(event));
    return kind.rule;
  }

  private Generations.Rule find(long generation, int rule) throws DeviceException {
    return find(generations, generation, rule);
  }

  private static String literal(Generations.Rule rule) {
    return new String(rule.format().steps().get(0).text(), StandardCharsets.UTF_8);
  }

  @Test
  void fetchesEachGenerationOnce() throws DeviceException {
    for (int i = 0; i < 3; i++) {
      assertEquals("b1", literal(find(1, 1)));
      assertEquals("a2", literal(find(2, 0)));
      assertEquals("rule0", find(2, 0).name());
    }
    assertEquals(List.of(1L, 2L), fetched);
  }

  @Test
  void remembersThatOneIsGone() throws DeviceException {
    long gone = 100 + Errno.ENOENT;
    assertNull(find(gone, 0));
    assertNull(find(gone, 1));
    assertEquals(1, fetched.size());
  }

  @Test
  void passesOtherTroubleOn() {
    long forbidden = 100 + Errno.EPERM;
    var e = assertThrows(DeviceException.class, () -> find(forbidden, 0));
    assertEquals(Errno.EPERM, e.errno());
  }

  @Test
  void refusesADamagedTable() {
    Generations damaged = new Generations(generation -> new Table(generation, new byte[16]));
    var e = assertThrows(DeviceException.class, () -> find(damaged, 7, 0));
    assertTrue(e.getMessage().contains("generation 7"), e.getMessage());
  }

  @Test
  void forgetsTheOneThatWasLongestUnused() throws DeviceException {
    for (long generation = 1; generation <= Generations.LIMIT; generation++) {
      find(generation, 0);
    }
    find(1, 0);
    find(50, 0);
    fetched.clear();
    find(1, 0);
    find(2, 0);
    assertEquals(List.of(2L), fetched);
  }
}
