// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;

class MainTest {
  private static final int STDOUT = 1;

  private final FakeLog log = new FakeLog();
  private final Stop stop = new Stop();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void loadRules() {
    log.tables.put(1L, Tables.withFormats("one %params"));
    log.tables.put(2L, Tables.withFormats("two %params"));
  }

  private int run(OutputStream to, String... args) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Main(() -> log, STDOUT, stop).run(args, InputStream.nullInputStream(), to, errors);
  }

  private int run(String... args) {
    return run(out, args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static byte[] event(long generation, long value) {
    return event(generation, value, 1);
  }

  private static byte[] event(long generation, long value, long timeNs) {
    return new Records()
        .event(generation, 0, timeNs)
        .integer(Var.PARAMS, 1, Type.S32, value)
        .bytes();
  }

  @Test
  void showsEachEventByItsGeneration() {
    log.batches.add(new Records().raw(event(1, 1)).raw(event(2, 2)).bytes());
    log.batches.add(new byte[0]);
    log.batches.add(new Records().raw(event(1, 3)).raw(event(3, 4)).bytes());
    assertEquals(0, run());
    assertEquals(
        """
        one 1
        two 2
        one 3
        *** rules of generation 3 are gone *** \
        syscall: 100[<missing>]: 263_unlinkat(4) (rule #0)
        """,
        out());
    assertEquals("", err());
    assertTrue(log.calls.contains("open /dev/sct_log"), log.calls.toString());
    assertTrue(log.calls.contains("lseek 0"), log.calls.toString());
    assertTrue(log.calls.contains("close 9"), log.calls.toString());
  }

  @Test
  void endsAfterSoManyEvents() {
    log.batches.add(new Records().lost(0, 5, 1).raw(event(1, 1)).raw(event(1, 2)).bytes());
    log.batches.add(new Records().raw(event(1, 3)).raw(event(1, 4)).bytes());
    assertEquals(0, run("-n", "3"));
    assertEquals("*** 5 events lost on CPU 0 ***\none 1\none 2\none 3\n", out());
    assertEquals("", err());
  }

  @Test
  void showsNothingIfNothingIsWanted() {
    log.batches.add(event(1, 1));
    assertEquals(0, run("--count=0"));
    assertEquals("", out());
  }

  @Test
  void writesJsonIfAsked() {
    log.batches.add(new Records().raw(event(1, 1)).lost(0, 2, 1).bytes());
    assertEquals(0, run("--json"));
    assertEquals(2, out().lines().count());
    assertTrue(out().startsWith("{\"type\":\"event\""), out());
  }

  @Test
  void leavesOutOldEvents() {
    assertEquals(0, run("--new", "-d", "/tmp/other"));
    assertTrue(log.calls.contains("open /tmp/other"), log.calls.toString());
    assertTrue(log.calls.contains("lseek 2"), log.calls.toString());
  }

  @Test
  void everyBatchIsVisibleAtOnce() {
    log.batches.add(event(1, 1));
    log.batches.add(event(1, 2));
    log.whenDry = () -> assertEquals("one 1\none 2\n", out());
    assertEquals(0, run());
  }

  @Test
  void aSignalEndsItWithASummary() {
    log.batches.add(new Records().raw(event(1, 1)).lost(1, 17, 1).bytes());
    log.whenDry = stop::request;
    assertEquals(0, run());
    assertEquals("one 1\n*** 17 events lost on CPU 1 ***\n", out());
    assertEquals("sctlog: 1 events shown, 0 filtered, 17 lost\n", err());
  }

  @Test
  void whatHappenedBeforeTheSignalIsShown() {
    stop.request();
    long now = System.nanoTime();
    long later = now + 3_600_000_000_000L;
    log.batches.add(event(1, 1, now));
    log.batches.add(new Records().raw(event(1, 2, now)).raw(event(1, 3, later)).bytes());
    log.batches.add(event(1, 4, now));
    assertEquals(0, run());
    assertEquals("one 1\none 2\n", out());
    assertEquals("sctlog: 2 events shown, 0 filtered, 0 lost\n", err());
  }

  @Test
  void endsQuietlyWhenItsOutputIsClosedAndNothingHappens() {
    log.batches.add(event(1, 1));
    log.outputClosesAfter = 1;
    log.whenDry = () -> {};
    assertEquals(0, run());
    assertEquals("one 1\n", out());
    assertEquals("", err());
  }

  @Test
  void onceShowsWhatTheLogHoldsAndDoesNotWait() {
    long now = System.nanoTime();
    log.batches.add(event(1, 1, now));
    log.batches.add(event(1, 2, now));
    log.batches.add(new byte[0]);
    log.batches.add(event(1, 3, now));
    assertEquals(0, run("--once"));
    assertEquals("one 1\none 2\n", out());
    assertEquals("", err());
  }

  @Test
  void onceIsNotKeptByNewEvents() {
    long later = System.nanoTime() + 3_600_000_000_000L;
    log.batches.add(new Records().raw(event(1, 1)).raw(event(1, 2, later)).bytes());
    log.batches.add(event(1, 3));
    assertEquals(0, run("--once"));
    assertEquals("one 1\n", out());
    assertEquals(0, run("--once", "-n", "1"));
    assertEquals("one 1\none 3\n", out());
  }

  private static OutputStream failing() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("no more");
      }
    };
  }

  @Test
  void endsQuietlyWhenItsOutputIsClosedMeanwhile() {
    log.batches.add(event(1, 1));
    log.outputClosesAfter = 1;
    assertEquals(0, run(failing()));
    assertEquals("", err());
  }

  @Test
  void reportsThatTheOutputCannotBeWritten() {
    log.batches.add(event(1, 1));
    assertEquals(3, run(failing()));
    assertEquals("sctlog: cannot write the output: no more\n", err());
  }

  @Test
  void malformedRecordsAreSaidAndCounted() {
    log.batches.add(new Records().raw(event(1, 1)).raw(new byte[16]).bytes());
    log.batches.add(event(1, 2));
    log.whenDry = stop::request;
    assertEquals(3, run());
    assertTrue(out().startsWith("one 1\n*** 16 bytes of the log are no record: "), out());
    assertTrue(out().endsWith("one 2\n"), out());
    assertEquals("sctlog: 2 events shown, 0 filtered, 0 lost, 1 malformed\n", err());
  }

  @ParameterizedTest
  @CsvSource({"2, run sct_load as root", "13, this needs root", "16, another program"})
  void saysWhatToDoWithoutTheDevice(int errno, String hint) {
    log.openErrno = errno;
    assertEquals(3, run());
    assertTrue(err().startsWith("sctlog: cannot open /dev/sct_log: E" + errno), err());
    assertTrue(err().contains(hint), err());
    assertEquals(1, err().lines().count());
    assertEquals("", out());
  }

  @Test
  void showsWhatItHasBeforeTrouble() {
    log.batches.add(event(1, 1));
    log.batches.add(new Records().raw(event(1, 2)).raw(event(7, 3)).bytes());
    log.tables.put(7L, new byte[16]);
    assertEquals(3, run());
    assertEquals("one 1\none 2\n", out());
    assertTrue(err().contains("generation 7"), err());
  }

  @ParameterizedTest
  @CsvSource({
    "--nosuch, nosuch",
    "-n, n",
    "--count=x, 'x'",
    "--count=-1, '-1'",
    "--count=99999999999999999999, 99999999999999999999",
    "--vers, vers",
    "what, what"
  })
  void explainsUsageErrors(String arg, String named) {
    assertEquals(2, run(arg));
    assertTrue(err().contains(named), err());
    assertTrue(err().endsWith(" (try 'sctlog --help')\n"), err());
    assertEquals(1, err().lines().count());
    assertEquals("", out());
    assertFalse(log.calls.contains("open /dev/sct_log"));
  }

  @Test
  void refusesOptionsThatExcludeEachOther() {
    assertEquals(2, run("--new", "--once"));
    assertTrue(err().contains("--new and --once"), err());
  }

  @Test
  void helpNamesEveryOptionAndFitsTheScreen() {
    assertEquals(0, run("--help"));
    assertEquals("", err());
    for (var option : CommandLineOptions.options().getOptions()) {
      assertTrue(out().contains("--" + option.getLongOpt()), option.getLongOpt());
      assertTrue(option.getOpt() == null || out().contains("-" + option.getOpt()));
    }
    assertTrue(out().lines().allMatch(line -> line.length() <= 80), out());
    assertTrue(log.calls.isEmpty());
  }

  @Test
  void tellsItsVersion() {
    assertEquals(0, run("-V"));
    assertTrue(out().matches("sctlog \\S+, binary format 2\n"), out());
  }

  @Test
  void helpIntoAClosedOutputIsAnError() {
    assertEquals(3, run(failing(), "-h"));
  }
}
