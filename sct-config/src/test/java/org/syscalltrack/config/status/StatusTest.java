// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.config.explain.Json;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.Info;
import org.syscalltrack.device.Status;
import org.syscalltrack.device.Table;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;

class StatusTest {
  private static final Status.Cost COST = new Status.Cost(1234, Abi.X86_64, 87);

  private static final Status.Who BY = new Status.Who(0, 1000, 321, "java");
  private static final String ORIGIN = "file 00ff \"/etc/a\"\n";

  private Status.Log log = new Status.Log(1 << 20, 100, 40, 0, 0, 1, 0);
  @TempDir Path directory;

  private final Tool tool = new Tool();
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void setUp() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    String rule =
        "rule { syscall_name = unlink rule_name = \"a \\\"b\" when = before"
            + " action { type = LOG } }";
    byte[] table = Compiler.compile(List.of(new SourceText("x", rule))).bytes();
    when(tool.device.download(7)).thenReturn(new Table(7, table));
    when(tool.device.counters(7))
        .thenReturn(
            new Counters(
                7,
                List.of(new Counters.OfRule(60, 50, 40, 30, 20, 1_700_000_001_000_000_000L)),
                List.of(
                    new Counters.OfCall(Abi.X86_64, 87, 99, 98),
                    new Counters.OfCall(Abi.IA32, 1023, 1, 0))));
    say(Set.of(), false, null, BY);
  }

  @AfterEach
  void restore() {
    TimeZone.setDefault(zone);
  }

  private void say(
      Set<Degradation> degraded, boolean locked, Status.Unconfirmed waits, Status.Who by)
      throws DeviceException {
    when(tool.device.status())
        .thenReturn(
            new Status(
                new Status.Loaded(7, 1, 800, 4096, 1_700_000_000_123_456_789L, by, ORIGIN, COST),
                5,
                0,
                Set.of(Abi.X86_64),
                degraded,
                degraded.contains(Degradation.CALL_UNSEEN)
                    ? new Status.Unseen(2, Abi.X86_64, 263)
                    : null,
                locked,
                waits,
                log));
  }

  @Test
  void forPeople() {
    assertEquals(0, tool.run("status"), tool.err);
    assertEquals(
        """
        health      good
        rules       1 rule, generation 7, 4096 bytes of kernel memory
        cost        at most 1234 steps a call (unlink), of 2097152
        since       2023-11-14T22:13:20Z, by pid 321 (java), uid 0, logged in as uid 1000
        from        file 00ff "/etc/a"
        state       in force until changed
        hooks       5 kernel functions for x86_64; 0 calls in progress with rules after them
        log         1048576 bytes for each CPU; 100 events, 40 of them overwritten; 1 reader

        RULE  ASKED  HITS  EVENTS  SUPPRESSED  DROPPED  LAST HIT
        a "b  60     50    40      30          20       2023-11-14T22:13:21Z

        CALL       ABI     ASKED  REFUSED
        unlink     x86_64  99     98
        call 1023  ia32    1      0
        """,
        tool.out);
  }

  @Test
  void degradedIsAStatusOfItsOwn() throws Exception {
    say(Set.of(Degradation.NO_MEMORY), false, new Status.Unconfirmed(1001, 6), BY);
    assertEquals(4, tool.run("status"));
    assertTrue(
        tool.out.startsWith("health      DEGRADED: " + Degradation.NO_MEMORY.text()), tool.out);
    assertTrue(
        tool.out.contains("state       not confirmed: generation 6 comes back in 2 s\n"), tool.out);
    assertEquals(4, tool.run("status", "--format", "json"));
    assertEquals(4, tool.run("status", "--format", "prometheus"));
    assertTrue(tool.out.contains("syscalltrack_degraded{reason=\"no_memory\"} 1\n"), tool.out);
    say(Set.of(), true, null, new Status.Who(0, Status.Who.NO_LOGIN, 0, ""));
    assertEquals(0, tool.run("status"));
    assertTrue(tool.out.contains("locked until the next boot"), tool.out);
    assertTrue(tool.out.contains("Z, put back by the kernel\n"), tool.out);
  }

  @Test
  void namesACallThatWasNotFound() throws Exception {
    say(Set.of(Degradation.CALL_UNSEEN), false, null, BY);
    assertEquals(4, tool.run("status"));
    assertTrue(
        tool.out.startsWith(
            "health      DEGRADED: "
                + Degradation.CALL_UNSEEN.text()
                + "\nunseen      2 system calls, first unlinkat of x86_64\n"),
        tool.out);
    assertEquals(4, tool.run("status", "--format", "json"));
    var json =
        (Map<?, ?>)
            Json.readAll(new ByteArrayInputStream(tool.out.getBytes(StandardCharsets.UTF_8)))
                .get(0);
    assertEquals(List.of("call_unseen"), json.get("degraded"));
    assertEquals(Map.of("calls", 2L, "call", "unlinkat", "abi", "x86_64"), json.get("unseen"));
  }

  @Test
  void forPrograms() throws Exception {
    assertEquals(0, tool.run("status", "--format", "json"), tool.err);
    var json =
        (Map<?, ?>)
            Json.readAll(new ByteArrayInputStream(tool.out.getBytes(StandardCharsets.UTF_8)))
                .get(0);
    assertEquals(7L, json.get("generation"));
    assertEquals(List.of(), json.get("degraded"));
    assertEquals(
        Map.of("steps", 1234L, "of", 2097152L, "abi", "x86_64", "call", "unlink"),
        json.get("cost"));
    assertEquals(List.of("file 00ff \"/etc/a\""), json.get("origin"));
    assertEquals(
        Map.of("uid", 0L, "loginuid", 1000L, "pid", 321L, "comm", "java"), json.get("loaded_by"));
    var rule = (Map<?, ?>) ((List<?>) json.get("rules")).get(0);
    assertEquals("a \"b", rule.get("name"));
    assertEquals(50L, rule.get("hits"));
    var call = (Map<?, ?>) ((List<?>) json.get("calls")).get(0);
    assertEquals("unlink", call.get("call"));
    assertEquals(98L, call.get("refused"));
  }

  @Test
  void forPrometheus() {
    assertEquals(0, tool.run("status", "--format", "prometheus"), tool.err);
    String type = null;
    for (String line : tool.out.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        type = line.split(" ")[2];
      } else if (!line.startsWith("#")) {
        assertTrue(line.startsWith(type + "{") || line.startsWith(type + " "), line);
        assertTrue(
            line.matches(
                "[a-z_0-9]+(\\{[a-z]+=\"([^\"\\\\]|\\\\.)*\"(,[a-z]+=\"[^\"]*\")?\\})? [0-9.E]+"),
            line);
      }
    }
    assertTrue(tool.out.contains("syscalltrack_rule_hits_total{rule=\"a \\\"b\"} 50\n"), tool.out);
    assertTrue(
        tool.out.contains("syscalltrack_call_refused_total{call=\"unlink\",abi=\"x86_64\"} 98\n"),
        tool.out);
    assertTrue(tool.out.contains("syscalltrack_degraded{reason=\"hook_lost\"} 0\n"), tool.out);
  }

  /** A parser of Prometheus reads that file: tests/lint/metrics.sh. */
  @Test
  void forPrometheusAsItsParserTakesIt() throws Exception {
    assertEquals(0, tool.run("status", "--format", "prometheus"), tool.err);
    assertEquals(Files.readString(Path.of("src/test/resources/status.prom")), tool.out);
  }

  @Test
  void aFileForPrometheusIsReplacedAsAWhole() throws Exception {
    Path file = directory.resolve("sct.prom");
    Files.writeString(file, "old");
    assertEquals(0, tool.run("status", "--textfile", file.toString()), tool.err);
    assertEquals("", tool.out);
    assertEquals(
        Files.readString(Path.of("src/test/resources/status.prom")), Files.readString(file));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    say(Set.of(Degradation.NO_MEMORY), false, null, BY);
    assertEquals(4, tool.run("status", "--textfile", file.toString()), tool.err);
    assertTrue(Files.readString(file).contains("syscalltrack_degraded{reason=\"no_memory\"} 1\n"));
    try (var files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void withoutModulesTheFileSaysSo() throws Exception {
    Path file = directory.resolve("sct.prom");
    Files.writeString(file, "syscalltrack_rules 7\n");
    when(tool.device.status()).thenThrow(new DeviceException(Errno.ENOENT, "gone", ""));
    assertEquals(3, tool.run("status", "--textfile", file.toString()));
    assertEquals("sct_config: gone\n", tool.err);
    assertEquals(
        """
        # HELP syscalltrack_up 1 if the modules answer.
        # TYPE syscalltrack_up gauge
        syscalltrack_up 0
        """,
        Files.readString(file));
  }

  @Test
  void aFileThatCannotBeWritten() throws Exception {
    String file = directory.resolve("none/sct.prom").toString();
    assertEquals(3, tool.run("status", "--textfile", file));
    assertTrue(tool.err.startsWith("sct_config: cannot write " + file + ": "), tool.err);
  }

  @Test
  void tellsWhoWaitedForRoom() throws Exception {
    log = new Status.Log(1 << 20, 100, 40, 6, 2, 1, 3);
    say(Set.of(), false, null, BY);
    assertEquals(0, tool.run("status"), tool.err);
    assertTrue(
        tool.out.contains(
            "\ndelivery    3 tasks waiting for room; 6 calls waited, 2 of them in vain\n"),
        tool.out);
    assertEquals(0, tool.run("status", "--format", "json"), tool.err);
    var json =
        (Map<?, ?>)
            Json.readAll(new ByteArrayInputStream(tool.out.getBytes(StandardCharsets.UTF_8)))
                .get(0);
    var ofLog = (Map<?, ?>) json.get("log");
    assertEquals(3L, ofLog.get("must_waiting"));
    assertEquals(6L, ofLog.get("must_waits"));
    assertEquals(2L, ofLog.get("must_timeouts"));
    assertEquals(0, tool.run("status", "--format", "prometheus"), tool.err);
    assertTrue(tool.out.contains("syscalltrack_must_waits_total 6\n"), tool.out);

    log = new Status.Log(1 << 20, 100, 40, 1, 0, 1, 0);
    say(Set.of(), false, null, BY);
    assertEquals(0, tool.run("status"), tool.err);
    assertTrue(tool.out.contains("0 tasks waiting for room; 1 call waited, 0 of them"), tool.out);
  }

  /** Another upload between two questions: all is asked again. */
  @Test
  void isOfOneGeneration() throws Exception {
    Counters counters = tool.device.counters(7);
    when(tool.device.counters(7))
        .thenThrow(new DeviceException(Errno.ENOENT, "gone", ""))
        .thenReturn(counters);
    when(tool.device.info()).thenReturn(new Info(2, 8, 1, 1, 1, 0, 0));
    assertEquals(0, tool.run("status"), tool.err);
    verify(tool.device, org.mockito.Mockito.times(2)).status();
  }

  @Test
  void locksAfterAnAnswer() throws Exception {
    when(tool.device.lock()).thenReturn(7L);
    when(tool.device.info()).thenReturn(new Info(2, 7, 1, 1, 1, 0, 0));
    tool.answer = "n";
    assertEquals(2, tool.run("lock"));
    verify(tool.device, never()).lock();
    tool.answer = "y";
    assertEquals(0, tool.run("lock"));
    assertEquals("The rules of generation 7 are locked\n", tool.out);
    tool.answer = null;
    assertEquals(0, tool.run("lock", "--yes"));
  }

  @Test
  void doesNotLockAnEmptyTable() throws Exception {
    when(tool.device.info()).thenReturn(new Info(2, 7, 0, 0, 0, 0, 0));
    assertEquals(2, tool.run("lock", "--yes"));
    assertTrue(tool.err.startsWith("sct_config: no rules are in force"), tool.err);
    verify(tool.device, never()).lock();
  }
}
