// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatsLineTest {
  @Test
  void whatSinksHaveGivenUpIsInTheLine() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(out, true, StandardCharsets.UTF_8);
    Stats stats = new Stats(1_000_000_000L, 0, err, () -> ", 3 given up by sink 'tcp'");
    Counts counts = new Counts();
    counts.shown = 10;
    stats.tell(2_000_000_000L, counts);
    assertEquals(
        "sctlog: 10 events shown, 0 filtered, 0 lost, 3 given up by sink 'tcp'; 5 per second\n",
        out.toString(StandardCharsets.UTF_8));
  }
}
