// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.recorded.Json;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;

/** sctlog --config: what arrives at the sinks, and in which form. */
class SinksTest {
  private static final String RULES =
      """
      rule { syscall_name = openat rule_name = opened priority = crit tags = (files, network)
        description = "who \\"opens\\"" action { type = LOG } when = after }
      rule { syscall_name = openat rule_name = noise priority = debug
        action { type = LOG } when = before }
      """;

  private static final int OPENAT = 257;
  private static final String JSON_FILE =
      """
      <File name="file" fileName="%s"><JsonTemplateLayout eventTemplateUri="classpath:%s"/></File>
      """;

  @TempDir Path dir;
  private SinkRun run;
  private Path out;

  @BeforeEach
  void setUp() {
    run = new SinkRun(dir);
    out = dir.resolve("out");
  }

  private void recordRules() {
    byte[] table = Tables.compiled(RULES);
    run.sctlog.log.tables.put(5L, table);
    Records records = new Records();
    records
        .event(5, 0, 1_000)
        .view(Tables.view(table, 0, Abi.X86_64, OPENAT))
        .call(Abi.X86_64, OPENAT)
        .seq(0)
        .after(-2)
        .integer(Var.PARAMS, 1, Type.S32, -100)
        .string(Var.PARAMS, 2, 0, "/etc/a\nb \"]")
        .string(Var.COMM, 0, 0, "cat");
    records
        .event(5, 1, 2_000)
        .view(Tables.view(table, 1, Abi.X86_64, OPENAT))
        .call(Abi.X86_64, OPENAT)
        .seq(1)
        .verdict(Verdict.FAILED, -1);
    run.sctlog.log.batches.add(records.bytes());
    run.record(0, 0);
  }

  private List<Map<String, Object>> sent(String template) throws IOException {
    recordRules();
    Path config = run.config(JSON_FILE.formatted(out, template), "file");
    assertEquals(0, run.send(config), run.sctlog.err());
    assertEquals("", run.sctlog.out());
    return Json.lines(Files.readString(out));
  }

  @Test
  void ourLayoutIsWhatJsonPrints() throws IOException {
    run.record(3, 100);
    assertEquals(0, run.sctlog.run("-r", run.capture, "--json"));
    String shown = run.sctlog.out();
    Path config = run.config(JSON_FILE.formatted(out, "SctEvent.json"), "file");
    assertEquals(0, run.send(config), run.sctlog.err());
    assertEquals(shown, Files.readString(out));
    assertEquals("", run.sctlog.err());
  }

  @Test
  void selectionHoldsForSinks() throws IOException {
    recordRules();
    Path config = run.config(JSON_FILE.formatted(out, "SctEvent.json"), "file");
    assertEquals(0, run.sctlog.run("-r", run.capture, "--rule", "noise", "--config", config));
    assertEquals(List.of(1), SinkRun.numbers(Files.readString(out)));
  }

  @Test
  void theElasticCommonSchemaHasItsFields() throws IOException {
    Map<String, Object> event = sent("SctEcs.json").get(0);
    assertTrue(event.get("@timestamp").toString().matches("20\\d\\d-\\S+\\.\\d{9}Z"));
    assertEquals("opened", event.get("rule.name"));
    assertEquals("who \"opens\"", event.get("rule.description"));
    assertEquals(List.of("files", "network"), event.get("tags"));
    assertEquals("openat", event.get("event.action"));
    assertEquals("failure", event.get("event.outcome"));
    assertEquals("FATAL", event.get("log.level"));
    assertEquals("cat", event.get("process.name"));
    assertEquals("100", event.get("process.pid").toString());
    assertEquals("ENOENT", event.get("error.code"));
    assertEquals("opened", ((Map<?, ?>) event.get("syscalltrack")).get("rule"));
  }

  @Test
  void gelfHasItsFields() throws IOException {
    Map<String, Object> event = sent("SctGelf.json").get(1);
    assertEquals("1.1", event.get("version"));
    assertFalse(event.get("host").toString().isEmpty());
    assertFalse(event.get("short_message").toString().isEmpty());
    assertEquals("7", event.get("level").toString());
    assertEquals("noise", event.get("_rule"));
    assertEquals("failed", event.get("_verdict"));
    assertEquals("1000", event.get("_uid").toString());
    assertFalse(event.containsKey("_comm"), "what an event does not have is left out");
  }

  @Test
  void syslogHasFieldsAsStructuredDataInOneLine() throws IOException {
    recordRules();
    String layout =
        "<File name=\"file\" fileName=\"%s\"><Rfc5424Layout appName=\"sctlog\" newLine=\"true\""
            + " includeMDC=\"false\" facility=\"AUTHPRIV\"/></File>";
    assertEquals(0, run.send(run.config(layout.formatted(out), "file")), run.sctlog.err());
    List<String> lines = Files.readAllLines(out);
    assertEquals(2, lines.size(), lines.toString());
    String line = lines.get(0);
    assertTrue(line.matches("<81>1 20\\S+ \\S+ sctlog \\d+ openat \\[sct@32473 .*"), line);
    assertTrue(line.contains(" rule=\"opened\""), line);
    assertTrue(line.contains(" param.filename=\"/etc/a\\\\nb \\\"\\]\""), line);
  }

  @Test
  void rulesAreRoutedByLoggerMapAndMarker() throws IOException {
    recordRules();
    Path config = dir.resolve("routes.xml");
    Path sample = Path.of("..", "examples", "log", "routes.xml");
    Files.writeString(
        config, Files.readString(sample).replace("/var/log/sct", dir.resolve("log").toString()));
    assertEquals(0, run.send(config), run.sctlog.err());
    assertEquals(1, Files.readAllLines(dir.resolve("log/opened.json")).size());
    assertEquals(1, Files.readAllLines(dir.resolve("log/tag-network.json")).size());
    assertFalse(Files.exists(dir.resolve("log/noise.json")), "its logger is off");
  }

  @Test
  void patternsSeeTheFields() throws IOException {
    recordRules();
    String pattern =
        "<File name=\"file\" fileName=\"%s\"><PatternLayout pattern=\"%%p %%K{rule} %%K{pid}%%n\"/>"
            + "</File>";
    assertEquals(0, run.send(run.config(pattern.formatted(out), "file")), run.sctlog.err());
    assertEquals("FATAL opened 100\nDEBUG noise 100\n", Files.readString(out));
  }

  @Test
  void whatASinkCannotTakeIsCounted() throws IOException {
    run.record(1, 10);
    String gone =
        "<Socket name=\"tcp\" host=\"127.0.0.1\" port=\"1\" reconnectionDelayMillis=\"60000\">"
            + "<JsonTemplateLayout eventTemplateUri=\"classpath:SctEvent.json\"/></Socket>";
    assertEquals(3, run.send(run.config(gone, "tcp")));
    assertTrue(run.sctlog.err().contains("sctlog: sink 'tcp': 10 given up\n"), run.sctlog.err());
  }

  @Test
  void aSpoolThatIsFullCountsWhatItGivesUp() throws IOException {
    run.record(1, 100);
    String gone =
        "<Socket name=\"tcp\" host=\"127.0.0.1\" port=\"1\" reconnectionDelayMillis=\"60000\">"
            + "<JsonTemplateLayout eventTemplateUri=\"classpath:SctEvent.json\"/></Socket>";
    Path config = run.config(run.spooled(gone, "maxSize=\"16 KB\""), "spool");
    assertEquals(3, run.send(config));
    String err = run.sctlog.err();
    assertTrue(err.contains("sink 'spool': events are given up: the 16384 bytes that"), err);
    int givenUp = Integer.parseInt(err.replaceFirst("(?s).*'spool': (\\d+) given up.*", "$1"));
    String file = "<File name=\"file\" fileName=\"%s\">%s</File>";
    String layout = "<JsonTemplateLayout eventTemplateUri=\"classpath:SctEvent.json\"/>";
    String there = run.spooled(file.formatted(out, layout), "maxSize=\"16 KB\"");
    assertEquals(0, run.sendWaiting(run.config(there, "spool")), run.sctlog.err());
    SinkRun.assertAllInOrder(100 - givenUp, SinkRun.numbers(Files.readString(out)));
    assertTrue(givenUp > 0 && givenUp < 100, err);
  }

  @Test
  void aPlaceThatCannotHoldASpoolIsRefused() throws IOException {
    run.record(1, 1);
    Files.writeString(out, "no directory");
    String spool =
        "<Journal name=\"j\"/><Spool name=\"spool\" dir=\"%s/in\"><AppenderRef ref=\"j\"/></Spool>";
    Path config = run.config(spool.formatted(out), "spool");
    assertEquals(2, run.send(config));
    assertEquals(
        config + ":3: Spool: '" + out + "' is no directory; choose another place\n",
        run.sctlog.err());
  }
}
