// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;

/** sctlog stats, from records to tables. */
class StatsTest {
  private static final int READ = 0;
  private static final int OPENAT = 257;
  private static final int UNLINKAT = 263;
  private static final int ENOENT = -2;
  private static final int EPERM = -1;

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  StatsTest() {
    sctlog.log.tables.put(1L, Tables.withFormats("a", "b", "c"));
  }

  /** An event of rule 0 before, and one of rule 1 after a call. */
  private static void call(Records to, int pid, int nr, long beginNs, long endNs, long retval) {
    to.event(1, 0, beginNs).pid(pid).call(Abi.X86_64, nr);
    to.integer(Var.PARAMS, 1, Type.S32, 7).string(Var.COMM, 0, 0, "cat");
    to.event(1, 1, endNs).pid(pid).call(Abi.X86_64, nr).after(retval);
    to.integer(Var.PARAMS, 1, Type.S32, 7);
  }

  private static Records some() {
    Records records = new Records();
    call(records, 10, READ, 1_000, 3_000, 5);
    call(records, 10, READ, 10_000, 14_000, ENOENT);
    call(records, 11, OPENAT, 20_000, 1_020_000, 3);
    records.event(1, 2, 30_000).verdict(Verdict.FAILED, EPERM).uid(0);
    records.event(1, 2, 31_000).verdict(Verdict.KILLED, 0).uid(0);
    return records;
  }

  private List<String> lines(Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = "stats";
    System.arraycopy(args, 0, all, 1, args.length);
    sctlog.log.batches.add(some().bytes());
    assertEquals(0, sctlog.run(all), sctlog.err());
    assertEquals("", sctlog.err());
    return sctlog.out().lines().map(line -> line.replaceAll(" +", " ").strip()).toList();
  }

  private static String columns(List<String> lines, String name, int... wanted) {
    String line = lines.stream().filter(l -> l.endsWith(" " + name)).findFirst().orElseThrow();
    String[] words = line.split(" ");
    return String.join(" ", Arrays.stream(wanted).mapToObj(i -> words[i]).toList());
  }

  @Test
  void eachDimensionHasItsTable() {
    List<String> lines = lines();
    assertTrue(lines.get(0).startsWith("8 events, 3 errors, "), lines.get(0));
    assertEquals("0 left out, 0 lost, 0 held back by the limits of rules", lines.get(1));
    assertEquals(
        "Durations are of the 3 calls that have an event before and one after them.", lines.get(2));
    assertEquals("3 37.5% 0", columns(lines, "rule0", 0, 1, 2));
    assertEquals("3 37.5% 1", columns(lines, "rule1", 0, 1, 2));
    assertEquals("4 50.0% 1", columns(lines, "read", 0, 1, 2));
    assertEquals("2 25.0% 2", columns(lines, "unlinkat", 0, 1, 2));
    assertEquals("4 50.0% 1", columns(lines, "cat[10]", 0, 1, 2));
    assertEquals("2 25.0% 2", columns(lines, "[100]", 0, 1, 2));
    assertEquals("6 75.0% 1", columns(lines, "uid 1000", 0, 1, 2));
    assertEquals("2 25.0% 2", columns(lines, "uid 0", 0, 1, 2));
    assertEquals("3 37.5% 0", columns(lines, "allowed", 0, 1, 2));
    assertEquals("2 25.0% 0", columns(lines, "ok", 0, 1, 2));
    assertEquals("1 12.5% 1", columns(lines, "ENOENT", 0, 1, 2));
    assertEquals("1 12.5% 1", columns(lines, "refused EPERM", 0, 1, 2));
    assertEquals("1 12.5% 1", columns(lines, "killed", 0, 1, 2));
  }

  @Test
  void durationsAreOfPairsAndOfTheEventThatEndsThem() {
    List<String> lines = lines("--by", "call");
    // 2 and 4 microseconds, within the two digits of the histogram.
    assertEquals("2.01us 4.02us", columns(lines, "read", 5, 8));
    assertEquals("1.00ms", columns(lines, "openat", 8));
    assertEquals("- - - -", columns(lines, "unlinkat", 5, 6, 7, 8));
    lines = lines("--by", "rule");
    assertEquals("-", columns(lines, "rule0", 5));
    assertEquals("1.00ms", columns(lines, "rule1", 8));
  }

  @Test
  void groupsAreOfAllThatIsNamed() {
    List<String> lines = lines("--by", "user,outcome", "--by", "call,user");
    assertTrue(lines.stream().anyMatch(l -> l.endsWith("USER, OUTCOME, CALL")), sctlog.out());
    assertEquals("2", columns(lines, "uid 1000 allowed read", 0));
    assertEquals("1", columns(lines, "uid 0 killed unlinkat", 0));
    assertEquals(1, lines.stream().filter(l -> l.startsWith("COUNT")).count());
  }

  @Test
  void whatIsNotAskedForIsNotCounted() {
    List<String> lines = lines("--syscall", "read", "--rule", "rule1", "--by", "rule");
    assertTrue(lines.get(0).startsWith("2 events, 1 errors"), sctlog.out());
    assertTrue(lines.get(1).startsWith("6 left out"), sctlog.out());
    // The event before the call was left out, so that there is no duration.
    assertTrue(lines.get(2).startsWith("No durations"), sctlog.out());
    assertEquals("2 100.0% 1", columns(lines, "rule1", 0, 1, 2));
    lines = lines("--pid", "11", "-n", "1", "--by", "rule");
    assertTrue(lines.get(0).startsWith("1 events, 0 errors"), sctlog.out());
  }

  @Test
  void capturesAndStandardInputAreCountedLikeTheDevice() throws IOException {
    Path file = dir.resolve("c.sct");
    List<String> live = lines();
    sctlog.log.batches.add(some().bytes());
    sctlog.run("-w", file);
    assertEquals(0, sctlog.run("stats", "-r", file), sctlog.err());
    assertEquals(
        live, sctlog.out().lines().map(line -> line.replaceAll(" +", " ").strip()).toList());
    String fromFile = sctlog.out();
    sctlog.in = Files.readAllBytes(file);
    assertEquals(0, sctlog.run("stats", "-r", "-"), sctlog.err());
    assertEquals(fromFile, sctlog.out());
  }

  @Test
  void aPairIsNoneIfSomethingSpeaksAgainstIt() {
    String json = "\"duration_ns\":null";
    Records otherParameter = new Records();
    otherParameter.event(1, 0, 1).integer(Var.PARAMS, 1, Type.S32, 3);
    otherParameter.event(1, 1, 2).after(0).integer(Var.PARAMS, 1, Type.S32, 4);
    Records loss = new Records();
    loss.event(1, 0, 1).lost(0, 5, 2).event(1, 1, 3).after(0);
    Records otherCall = new Records();
    otherCall.event(1, 0, 1).event(1, 1, 3).call(Abi.X86_64, READ).after(0);
    Records otherAbi = new Records();
    otherAbi.event(1, 0, 1).event(1, 1, 3).call(Abi.IA32, UNLINKAT).after(0);
    Records refused = new Records();
    refused.event(1, 0, 1).event(1, 2, 2).verdict(Verdict.FAILED, EPERM);
    refused.event(1, 1, 3).after(0);
    Records backwards = new Records();
    backwards.event(1, 0, 5).event(1, 1, 3).after(0);
    for (Records records : List.of(otherParameter, loss, otherCall, otherAbi, refused, backwards)) {
      sctlog.log.batches.add(records.bytes());
      sctlog.run("stats", "--json");
      assertTrue(sctlog.out().lines().findFirst().orElseThrow().contains(json), sctlog.out());
    }
  }

  @Test
  void aSecondRuleSeesTheSameCall() {
    Records records = new Records();
    records.event(1, 0, 1_000).event(1, 2, 1_500).event(1, 1, 2_000).after(0);
    // Rule 0 again, so that it is another call, which does not come back.
    records.event(1, 0, 3_000).event(1, 0, 4_000).event(1, 1, 4_100).after(0);
    sctlog.log.batches.add(records.bytes());
    sctlog.run("stats", "--json");
    assertTrue(sctlog.out().contains("\"duration_ns\":{\"count\":2,\"min\":100,"), sctlog.out());
    assertTrue(sctlog.out().contains("\"max\":1003}"), sctlog.out());
  }

  @Test
  void jsonHasAnObjectALine() throws IOException {
    Records records = some();
    records.event(1, 0, 1_000_000).suppressed(4, 1).pid(12).string(Var.COMM, 0, 0, "a\"b\n");
    records.lost(0, 3, 2_000_000);
    sctlog.log.batches.add(records.bytes());
    assertEquals(0, sctlog.run("stats", "--json", "--by", "process,user", "--uid", "1000"));
    for (String line : sctlog.out().lines().toList()) {
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        while (parser.nextToken() != null) {
          // To its end.
        }
      }
    }
    String first = sctlog.out().lines().findFirst().orElseThrow();
    assertTrue(first.startsWith("{\"type\":\"stats\",\"v\":1,\"count\":7,\"errors\":1,"), first);
    assertTrue(first.endsWith(",\"filtered\":2,\"lost\":3,\"suppressed\":4}"), first);
    assertTrue(
        sctlog.out().contains("{\"process\":\"a\\\\\\\"b\\\\n[12]\",\"user\":1000}"), sctlog.out());
  }

  @Test
  void nothingIsNoEvents() {
    assertEquals(0, sctlog.run("stats"));
    assertEquals(
        "0 events, 0 errors\n0 left out, 0 lost, 0 held back by the limits of rules\n",
        sctlog.out());
    assertEquals(0, sctlog.run("stats", "--json"));
    assertTrue(sctlog.out().startsWith("{\"type\":\"stats\",\"v\":1,\"count\":0,"), sctlog.out());
  }

  @Test
  void moreGroupsThanThereIsRoomForAreOne() {
    for (int batch = 0; batch < 42; batch++) {
      Records records = new Records();
      for (int i = 0; i < 500; i++) {
        records.event(1, 0, 1).pid(1 + batch * 500 + i);
      }
      sctlog.log.batches.add(records.bytes());
    }
    assertEquals(0, sctlog.run("stats", "--by", "process"));
    String last = sctlog.out().lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(last.strip().startsWith("1000 "), last);
    assertTrue(last.endsWith("(the rest: there are more than 20000)"), last);
    assertFalse(sctlog.out().contains("[20001]"));
  }

  @Test
  void whatIsNoCaptureIsSaid() throws IOException {
    Path empty = Files.createFile(dir.resolve("empty"));
    assertEquals(3, sctlog.run("stats", "-r", empty));
    assertTrue(sctlog.err().contains("is empty"), sctlog.err());
    assertEquals("", sctlog.out());
  }

  @ParameterizedTest
  @CsvSource({
    "stats --by colour, '--by is of rule, process, call, user, outcome, not ''colour'''",
    "stats --by, stats: Missing argument",
    "stats x, stats: unexpected argument: x",
    "stats --format %pid, stats: Unrecognized option",
    "stats -w f, stats: Unrecognized option",
    "stats -r f --new, contradict each other",
  })
  void whatMakesNoSenseIsRefused(String args, String says) {
    assertEquals(2, sctlog.run((Object[]) args.split(" ")));
    assertTrue(sctlog.err().contains(says), sctlog.err());
  }

  @Test
  void itHasHelp() {
    assertEquals(0, sctlog.run("stats", "--help"));
    assertTrue(sctlog.out().contains("sctlog stats [OPTION]"), sctlog.out());
  }
}
