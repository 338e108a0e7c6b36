// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.SteadyClock;

class TimeArgumentTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90s, 2026-11-21T11:58:30Z",
    "10m, 2026-11-21T11:50:00Z",
    "2h, 2026-11-21T10:00:00Z",
    "1d, 2026-11-20T12:00:00Z",
    "09:30, 2026-11-21T08:30:00Z",
    "09:30:05, 2026-11-21T08:30:05Z",
    "09:30:05.25, 2026-11-21T08:30:05.250Z",
    "2026-07-01, 2026-06-30T22:00:00Z",
    "2026-07-01T09:30, 2026-07-01T07:30:00Z",
    "2026-07-01 09:30:05, 2026-07-01T07:30:05Z",
    "2026-07-01T09:30:05Z, 2026-07-01T09:30:05Z",
    "2026-07-01T09:30+05:30, 2026-07-01T04:00:00Z",
  })
  void understands(String text, String time) {
    assertEquals(Instant.parse(time), TimeArgument.parse(text, NOW, BERLIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "m", "-5m", "10w", "9:30", "24:01", "2026-13-01", "now", "2026-11-21T"})
  void refuses(String text) {
    assertNull(TimeArgument.parse(text, NOW, BERLIN));
  }

  @Test
  void timesAreThoseOfTheZoneAndOfTheSecond() {
    long now = SteadyClock.epochNs(NOW);
    TimeStamp local = TimeStamp.Style.LOCAL.in(BERLIN);
    Bytes out = new Bytes();
    local.prefix(now, out);
    local.prefix(now + 999_999_999L, out);
    local.prefix(now - 999_999_000L, out);
    assertEquals(
        "2026-11-21T13:00:00.000000+01:00 "
            + "2026-11-21T13:00:00.999999+01:00 "
            + "2026-11-21T12:59:59.000001+01:00 ",
        out.toString());
  }
}
