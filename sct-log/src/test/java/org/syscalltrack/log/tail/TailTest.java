// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.RecordedSource;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.select.Selection;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.source.SteadyClock;
import org.syscalltrack.tool.Trace;

/** The loop on records that no device gives: two boots, years apart, with the same generations. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TailTest {
  private static final long LAST_YEAR = at("2025-03-01T12:00:00Z");
  private static final long TODAY = at("2026-11-21T12:00:00Z");

  private final Recorded old = new Recorded(g -> Tables.withFormats("old %pid"), LAST_YEAR);
  private final Recorded fresh =
      new Recorded(g -> g == 1 ? Tables.withFormats("fresh %pid") : null, TODAY);
  private final RecordedSource source = new RecordedSource();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private boolean outputClosed;

  private static long at(String time) {
    return SteadyClock.epochNs(Instant.parse(time));
  }

  private Tail tail(Selection selection, int outputFd) {
    Generations generations = new Generations(Trace.silent());
    Look look = new Look(TimeStamp.Style.UTC.in(ZoneOffset.UTC), Colours.OFF, null);
    PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Tail(
        source,
        generations,
        selection,
        new TextFormatter(generations, null, look),
        new Output(out, outputFd, () -> outputClosed),
        new Stats(Stats.NEVER, 0, err),
        () -> TODAY + 3_600_000_000_000L);
  }

  private Tail tail() {
    return tail(Selection.ALL, RecordSource.NO_OUTPUT);
  }

  private static Selection between(long since, long until) {
    return new Selection(Set.of(), Set.of(), Set.of(), Set.of(), since, until, null);
  }

  private void recordBothBoots() {
    source.add(old, new Records().event(1, 0, 7_000_000_000L).pid(1));
    source.add(fresh, new Records().event(1, 0, 1_000_000_000L).pid(2).lost(0, 3, 2_000_000_000L));
    source.add(old, new Records().event(1, 0, 8_000_000_000L).pid(3));
    source.add(fresh, new Records().event(2, 0, 5_000_000_000L).pid(4));
    source.seal();
  }

  private static final String BOTH =
      """
      2025-03-01T12:00:07.000000Z old 1
      2026-11-21T12:00:01.000000Z fresh 2
      2026-11-21T12:00:02.000000Z *** 3 events lost on CPU 0 ***
      2025-03-01T12:00:08.000000Z old 3
      2026-11-21T12:00:05.000000Z *** rules of generation 2 are gone *** \
      syscall: 4[<missing>]: 263_unlinkat() (rule #0)
      """;

  @Test
  void eachRecordIsShownByTheTableAndTheClockOfItsOrigin() throws Exception {
    recordBothBoots();
    Tail tail = tail();
    assertEquals(Tail.End.LOG_ENDED, tail.run(Tail.UNLIMITED));
    assertEquals(BOTH, out.toString(StandardCharsets.UTF_8));
    assertEquals("4 events shown, 0 filtered, 3 lost", tail.counts().toString());
  }

  @Test
  void whatIsHeldIsShownWhateverItsAge() throws Exception {
    recordBothBoots();
    assertEquals(Tail.End.LOG_ENDED, tail().showHeld(Tail.UNLIMITED));
    assertEquals(BOTH, out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void timesSelectAcrossBoots() throws Exception {
    recordBothBoots();
    Tail tail = tail(between(LAST_YEAR + 7_500_000_000L, Long.MAX_VALUE), RecordSource.NO_OUTPUT);
    assertEquals(Tail.End.LOG_ENDED, tail.run(Tail.UNLIMITED));
    assertEquals(1, tail.counts().filtered());
    assertEquals(3, tail.counts().shown());
  }

  @Test
  void aSourceThatIsDryEndsWithItsTime() throws Exception {
    source.add(old, new Records().event(1, 0, 1));
    Tail tail = tail(between(Long.MIN_VALUE, TODAY), RecordSource.NO_OUTPUT);
    assertEquals(Tail.End.LOG_ENDED, tail.run(Tail.UNLIMITED));
    assertEquals(1, tail.counts().shown());
  }

  @Test
  void anotherThreadEndsTheWait() throws Exception {
    source.add(old, new Records().event(1, 0, 1));
    Tail tail = tail();
    Thread other =
        new Thread(
            () -> {
              source.wake();
            });
    other.start();
    assertEquals(Tail.End.STOP_REQUESTED, tail.run(Tail.UNLIMITED));
    other.join();
    assertEquals(1, tail.counts().shown());
  }

  @Test
  void theOutputIsLookedAtWhereTheSourceCannot() throws Exception {
    outputClosed = true;
    assertEquals(Tail.End.OUTPUT_CLOSED, tail(Selection.ALL, 1).run(Tail.UNLIMITED));
  }

  @Test
  void troubleComesAfterWhatWasThere() {
    source.add(old, new Records().event(1, 0, 1)).breakWith("no more of it");
    Tail tail = tail();
    var e = assertThrows(RecordSourceException.class, () -> tail.run(Tail.UNLIMITED));
    assertEquals("no more of it", e.getMessage());
    assertEquals(1, tail.counts().shown());
  }
}
