// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

class GenerationsTest {
  private final List<Long> fetched = new ArrayList<>();

  private static final int GONE = 101;
  private static final int REFUSED = 102;

  private byte[] download(long generation) throws RecordSourceException {
    fetched.add(generation);
    if (generation == REFUSED) {
      throw new RecordSourceException("refused");
    }
    return generation == GONE ? null : Tables.withFormats("a" + generation, "b" + generation);
  }

  private final Recorded origin = new Recorded(this::download);
  private final Generations generations = new Generations(Trace.silent());

  private Generations.Rule find(Recorded in, long generation, int rule)
      throws RecordSourceException {
    byte[] record = new Records().event(generation, rule, 1).bytes();
    Event event = (Event) in.decoder(record).next();
    EventKind kind = generations.kind(event);
    assertSame(kind, generations.kind(event));
    return kind.rule();
  }

  private Generations.Rule find(long generation, int rule) throws RecordSourceException {
    return find(origin, generation, rule);
  }

  private static String literal(Generations.Rule rule) {
    return rule.format().text();
  }

  @Test
  void fetchesEachGenerationOnce() throws RecordSourceException {
    for (int i = 0; i < 3; i++) {
      assertEquals("b1", literal(find(1, 1)));
      assertEquals("a2", literal(find(2, 0)));
      assertEquals("rule0", find(2, 0).name());
    }
    assertEquals(List.of(1L, 2L), fetched);
  }

  @Test
  void remembersThatOneIsGone() throws RecordSourceException {
    assertNull(find(GONE, 0));
    assertNull(find(GONE, 1));
    assertEquals(1, fetched.size());
  }

  @Test
  void passesOtherTroubleOn() {
    var e = assertThrows(RecordSourceException.class, () -> find(REFUSED, 0));
    assertEquals("refused", e.getMessage());
  }

  @Test
  void refusesADamagedTable() {
    Recorded damaged = Recorded.under(new byte[16]);
    var e = assertThrows(RecordSourceException.class, () -> find(damaged, 7, 0));
    assertTrue(e.getMessage().contains("generation 7"), e.getMessage());
  }

  @Test
  void twoOriginsHaveGenerationsOfTheirOwn() throws RecordSourceException {
    Recorded other = Recorded.under(Tables.withFormats("of another boot"));
    for (int i = 0; i < 2; i++) {
      assertEquals("a1", literal(find(1, 0)));
      assertEquals("of another boot", literal(find(other, 1, 0)));
    }
    assertEquals(List.of(1L), fetched);
  }

  @Test
  void forgetsTheOneThatWasLongestUnused() throws RecordSourceException {
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
