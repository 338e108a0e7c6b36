// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.tail.Counts;
import org.syscalltrack.log.tail.Stats;

/** The options that select events and say how they look, from the arguments to the output. */
class OptionsTest {
  private static final String RULES =
      """
      rule { syscall_name = open rule_name = on_open
             action { type = LOG log_format {open %params} } when = before }
      rule { syscall_name = unlink rule_name = on_unlink
             action { type = FAIL error_code = EPERM log_format {%comm unlink %params} }
             when = before }
      """;
  private static final byte[] TABLE = Tables.compiled(RULES);
  private static final int OPENAT = 257;
  private static final int CREAT = 85;
  private static final int OPENAT2 = 437;
  private static final int UNLINKAT = 263;

  private final FakeLog log = new FakeLog();
  private final Stop stop = new Stop();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void fill() {
    log.tables.put(1L, TABLE);
  }

  private static Records openBy(int nr, int flags, long timeNs) {
    return new Records()
        .event(1, 0, timeNs)
        .call(Abi.X86_64, nr)
        .view(Tables.view(TABLE, 0, Abi.X86_64, nr))
        .string(Var.PARAMS, 1, 0, "/etc/inetd.conf")
        .integer(Var.PARAMS, 2, Type.S32, flags)
        .integer(Var.PARAMS, 3, Type.U16, 0644);
  }

  private static Records unlinkAt(int pid, int uid, long timeNs) {
    return new Records()
        .event(1, 1, timeNs)
        .pid(pid)
        .uid(uid)
        .view(Tables.view(TABLE, 1, Abi.X86_64, UNLINKAT))
        .verdict(Verdict.FAILED, -1)
        .string(Var.PARAMS, 1, 0, "/etc/passwd")
        .string(Var.COMM, 0, 0, "rm");
  }

  private void add(Records... records) {
    Records all = new Records();
    for (Records one : records) {
      all.raw(one.bytes());
    }
    log.batches.add(all.bytes());
  }

  private int run(String... args) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Main(() -> log, 1, stop).run(args, InputStream.nullInputStream(), out, errors);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--rule on_open | open",
        "--rule on_unlink | unlink7 unlink8",
        "--rule on_unlink --rule on_open | open unlink7 unlink8",
        "--rule nosuch | ``",
        "--pid 7 | unlink7",
        "--pid 8,7 | unlink7 unlink8",
        "--pid 8 --pid 7 | unlink7 unlink8",
        "--uid 4294967295 | unlink8",
        "--syscall openat,creat | open",
        "--syscall unlinkat | unlink7 unlink8",
        "--syscall unlink | ``",
        "--pid 7 --uid 0 | unlink7",
        "--pid 7 --uid root | unlink7",
        "--pid 7 --uid 5 | ``",
        "--filter PID==7 | unlink7",
        "--filter UID>2000 | unlink8",
        "--filter !(UID>2000) | open unlink7",
        "--filter PARAMS[1]==\"/etc/passwd\" | unlink7 unlink8",
        "--filter PARAMS[1]startswith\"/etc/\" | open unlink7 unlink8",
        "--filter PARAMS.filename~=\"inetd\" | open",
        "--filter PARAMS.flags&1 | open",
        "--filter PARAMS.flags&2 | ``",
        "--filter COMM==\"rm\" | unlink7 unlink8",
        "--filter COMM!=\"rm\" | ``",
        "--filter RETVAL==-1 | unlink7 unlink8",
      })
  void selects(String args, String expected) {
    add(openBy(OPENAT, 1, 1), unlinkAt(7, 0, 2), unlinkAt(8, -1, 3));
    log.whenDry = stop::request;
    String[] words = args.split(" ");
    assertEquals(0, run(with(words, "--format", "%params;%pid")), err());
    String shown =
        out()
            .replaceAll("\"/etc/inetd.conf\".*", "open")
            .replaceAll("\"/etc/passwd\";", "unlink")
            .strip()
            .replace('\n', ' ');
    assertEquals(expected, shown);
    int count = expected.isEmpty() ? 0 : expected.split(" ").length;
    String summary = "sctlog: %d events shown, %d filtered, 0 lost\n".formatted(count, 3 - count);
    assertTrue(err().endsWith(summary), err());
  }

  private static String[] with(String[] words, String... more) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void saysOnceWhatAnEventDoesNotTell() {
    add(openBy(OPENAT, 0, 1), openBy(OPENAT, 0, 2), unlinkAt(1, 0, 3));
    assertEquals(0, run("--filter", "!(COMM == \"cat\")"));
    assertEquals("\"rm\" unlink \"/etc/passwd\"\n", out());
    assertEquals(1, err().lines().count(), err());
    assertTrue(err().contains("'on_open' do not tell COMM"), err());
  }

  @Test
  void saysOnceWhereTheFilterDoesNotFit() {
    add(unlinkAt(1, 0, 3), unlinkAt(1, 0, 3), openBy(OPENAT, 0, 1));
    assertEquals(0, run("--filter", "PARAMS[2] == 0"));
    assertEquals("open \"/etc/inetd.conf\", 0, 420\n", out());
    assertEquals(1, err().lines().count(), err());
    assertTrue(err().contains("unlinkat has no parameter 2"), err());
  }

  @Test
  void lossIsShownWhateverIsSelected() {
    add(new Records().lost(0, 3, 1), unlinkAt(1, 0, 2));
    assertEquals(0, run("--pid", "99"));
    assertEquals("*** 3 events lost on CPU 0 ***\n", out());
  }

  @Test
  void theCountIsOfShownEvents() {
    add(unlinkAt(1, 0, 1), openBy(OPENAT, 0, 2), unlinkAt(1, 0, 3), openBy(OPENAT, 0, 4));
    assertEquals(0, run("-n", "1", "--rule", "on_open"));
    assertEquals(1, out().lines().count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--filter | PID = 3 | --filter:1:5: error: | ==",
        "--filter | PIDD == 3 | --filter:1:1: error: unknown name 'PIDD' | did you mean 'PID'?",
        "--filter | COMM == 3 | cannot compare a string with a number | `  ^^^^`",
        "--filter | PID == | --filter:1:7: error: expected | variable",
        "--filter | PID == 3 ) | --filter:1:10: error: expected | ')'",
        "--filter | PARMS[1] == 3 | unknown name 'PARMS' | PARAMS",
        "--format | %pid %uod | --format:1:6: error: unknown macro '%uod' | did you mean '%uid'?",
        "--format | 100% | --format:1:4: error: '%' without a macro | write %%",
      })
  void pointsAtWhatIsWrong(String option, String text, String message, String more) {
    assertEquals(2, run(option, text));
    assertTrue(err().contains(message), err());
    assertTrue(err().contains(more), err());
    assertTrue(err().contains("^"), err());
    assertFalse(log.calls.contains("open /dev/sct_log"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pid=x | --pid: 'x' is no number",
        "--pid=1,,2 | --pid: '' is no number",
        "--uid=nobody-knows | --uid: 'nobody-knows' is no user and no number from 0 to 4294967295",
        "--uid=-1 | --uid: '-1'",
        "--uid=4294967296 | --uid: '4294967296'",
        "--syscall=unlnk | did you mean 'unlink'?",
        "--time=wall | --time is one of none, local, utc, relative, not 'wall'",
        "--color=red | --color is one of auto, always, never, not 'red'",
        "--stats=0 | --stats: SECONDS must be a number from 1",
        "--since=yesterday | --since: 'yesterday' is no time",
        "--until=25:00 | --until: '25:00' is no time",
      })
  void explainsUsageErrors(String arg, String message) {
    assertEquals(2, run(arg));
    assertTrue(err().contains(message), err());
    assertTrue(err().endsWith(" (try 'sctlog --help')\n"), err());
  }

  @Test
  void jsonAndFormatExcludeEachOther() {
    assertEquals(2, run("--json", "--format", "x"));
    assertTrue(err().contains("--json and --format"), err());
  }

  @Test
  void namesParameters() {
    add(openBy(OPENAT, 0, 1), openBy(CREAT, 0x241, 2), openBy(OPENAT2, 0, 3));
    assertEquals(0, run("--json"));
    String[] lines = out().split("\n");
    assertTrue(lines[0].contains("{\"name\":\"filename\",\"type\":\"str\","), lines[0]);
    assertTrue(lines[0].contains("{\"name\":\"flags\",\"type\":\"s32\","), lines[0]);
    // Of creat() itself, and, as it has no flags, of the open() that the rule means.
    assertTrue(lines[1].contains("{\"name\":\"pathname\",\"type\":\"str\","), lines[1]);
    assertTrue(lines[1].contains("{\"name\":\"flags\",\"type\":\"s32\",\"value\":577}"), lines[1]);
    assertTrue(lines[2].contains("{\"name\":\"mode\",\"type\":\"u16\",\"value\":420}"), lines[2]);
  }

  @Test
  void decodesNumbers() {
    add(openBy(OPENAT, 0x8000241, 1), openBy(CREAT, 0x241, 2), unlinkAt(1, 0, 3));
    assertEquals(0, run("--decoded", "--format", "%params = %retval"));
    assertEquals(
        """
        "/etc/inetd.conf", O_WRONLY|O_CREAT|O_TRUNC|0x8000000, 0644 = <missing>
        "/etc/inetd.conf", O_WRONLY|O_CREAT|O_TRUNC, 0644 = <missing>
        "/etc/passwd" = -1 EPERM (E1)
        """,
        out());
  }

  @Test
  void decodesInJson() {
    add(openBy(OPENAT, 0x241, 1), unlinkAt(1, 0, 2));
    assertEquals(0, run("--decoded", "--json"));
    assertTrue(out().contains("\"value\":577,\"decoded\":\"O_WRONLY|O_CREAT|O_TRUNC\"}"), out());
    assertTrue(out().contains("\"retval\":-1,\"error\":\"EPERM\""), out());
  }

  @Test
  void refusedCallsAreRedOnATerminal() {
    String line = "\"rm\" unlink \"/etc/passwd\"";
    add(unlinkAt(1, 0, 1));
    assertEquals(0, run());
    assertEquals(line + "\n", out());
    out.reset();
    add(unlinkAt(1, 0, 1), openBy(OPENAT, 0, 2));
    assertEquals(0, run("--color=always"));
    assertEquals("\033[31m" + line + "\033[0m\nopen \"/etc/inetd.conf\", 0, 420\n", out());
    out.reset();
    log.terminal = true;
    add(unlinkAt(1, 0, 1));
    assertEquals(0, run("--color=never"));
    assertEquals(line + "\n", out());
  }

  @Test
  void coloursKeepToTerminalsAndToNoColor() {
    assertEquals(Colours.ON, Colours.When.AUTO.decide(true, null));
    assertEquals(Colours.ON, Colours.When.AUTO.decide(true, ""));
    assertEquals(Colours.OFF, Colours.When.AUTO.decide(true, "1"));
    assertEquals(Colours.OFF, Colours.When.AUTO.decide(false, null));
    assertEquals(Colours.ON, Colours.When.ALWAYS.decide(false, "1"));
    assertEquals(Colours.OFF, Colours.When.NEVER.decide(true, null));
  }

  @Test
  void showsTimes() {
    add(openBy(OPENAT, 0, 1_000_000_000L), new Records().lost(1, 2, 3_500_001_999L));
    assertEquals(0, run("--time=relative"));
    assertEquals(
        """
        +0.000000 open "/etc/inetd.conf", 0, 420
        +2.500001 *** 2 events lost on CPU 1 ***
        """,
        out());
    out.reset();
    add(openBy(OPENAT, 0, System.nanoTime()));
    String before = java.time.Instant.now().minusSeconds(1).toString();
    assertEquals(0, run("--time=utc", "--json"));
    String time = out().replaceAll("(?s).*\"time\":\"([^\"]*)\".*", "$1");
    assertTrue(time.matches("[-0-9]{10}T[0-9:]{8}[.][0-9]{6}Z"), out());
    assertTrue(time.compareTo(before) > 0 && time.compareTo(later()) < 0, time);
  }

  private static String later() {
    return java.time.Instant.now().plusSeconds(1).toString();
  }

  @Test
  void selectsByTime() {
    long now = System.nanoTime();
    long minute = 60_000_000_000L;
    add(unlinkAt(1, 0, now - 10 * minute), unlinkAt(2, 0, now - 5 * minute), unlinkAt(3, 0, now));
    assertEquals(0, run("--since=7m", "--until=3m", "--format=%pid"));
    assertEquals("2\n", out());
  }

  @Test
  void endsWhenTheTimeIsOver() {
    log.idlePolls = 1;
    log.whenDry = () -> {};
    assertEquals(0, run("--until=1s"));
    assertEquals(1, log.timeouts.get(0));
  }

  @Test
  void tellsStatisticsEvenIfNothingComes() throws InterruptedException {
    Counts counts = new Counts();
    counts.shown = 10;
    counts.filtered = 20;
    counts.lost = 3;
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Stats stats = new Stats(2_000_000_000L, 0, errors);
    stats.tell(1_999_999_999L, counts);
    assertEquals("", err());
    assertEquals(1, stats.dueInNs(1_999_999_999L));
    stats.tell(2_000_000_000L, counts);
    assertEquals("sctlog: 10 events shown, 20 filtered, 3 lost; 15 per second\n", err());
    stats.tell(4_000_000_000L, counts);
    assertTrue(err().endsWith("; 0 per second\n"), err());
    log.idlePolls = 1;
    assertEquals(0, run("--stats=7"));
    assertTrue(log.timeouts.get(0) > 6000 && log.timeouts.get(0) <= 7001, "" + log.timeouts);
  }
}
