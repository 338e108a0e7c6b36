// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.capture.CaptureWriter;
import org.syscalltrack.capture.Rotation;
import org.syscalltrack.capture.Sync;
import org.syscalltrack.config.cli.Tool;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.source.RecordSourceException;

/** sct_config try, from a capture to what it says. */
class TryTest {
  private static final int OPENAT = 257;
  private static final long DAY_NS = 24L * 3600 * 1_000_000_000;
  private static final byte[] THEN =
      Tables.compiled(
          """
          rule { syscall_name=openat rule_name=b action { type=LOG continue=yes } when=before }
          rule { syscall_name=openat rule_name=f action { type=FAIL error_code=EPERM log_format {%params} }
                 filter_expression { PARAMS[2] == "/no" } when=before }
          rule { syscall_name=openat rule_name=a action { type=LOG continue=yes } when=after }
          rule { syscall_name=openat rule_name=c action { type=LOG } when=after }
          """);

  @TempDir private Path directory;

  private final Tool tool = new Tool();
  private final Records records = new Records();
  private long time = 1;
  private long seq;

  private Records event(int rule, int tid) {
    int view = Tables.view(THEN, rule, Abi.X86_64, OPENAT);
    records.event(1, rule, time++).seq(seq++).view(view).call(Abi.X86_64, OPENAT);
    return records.pid(tid).tid(tid);
  }

  private TryTest before(int tid, String path) {
    event(0, tid).integer(Var.PARAMS, 1, Type.S32, -100).string(Var.PARAMS, 2, 0, path);
    return this;
  }

  private TryTest refused(int tid, String path) {
    event(1, tid).verdict(Verdict.FAILED, -1);
    records.integer(Var.PARAMS, 1, Type.S32, -100).string(Var.PARAMS, 2, 0, path);
    return this;
  }

  private TryTest after(int rule, int tid, String path, long retval) {
    event(rule, tid).after(retval);
    records.integer(Var.PARAMS, 1, Type.S32, -100).string(Var.PARAMS, 2, 0, path);
    return this;
  }

  private Path capture() throws RecordSourceException, IOException {
    Path file = directory.resolve("capture");
    Files.deleteIfExists(file);
    CaptureWriter.Settings settings =
        new CaptureWriter.Settings(Rotation.none(file), Sync.NEVER, DAY_NS, Set.of());
    try (CaptureWriter writer = new CaptureWriter(settings, remark -> {}, System::nanoTime)) {
      writer.write(Recorded.under(THEN).batch(records.bytes()), Long.MAX_VALUE);
    }
    return file;
  }

  /** Tries the rules on what was recorded; gives the lines of the rules and what is behind them. */
  private String tried(String rules, String... options) throws Exception {
    Path file = Files.writeString(directory.resolve("new.conf"), rules);
    Path capture = capture();
    String[] args = new String[options.length + 4];
    args[0] = "try";
    args[1] = file.toString();
    args[2] = "-r";
    args[3] = capture.toString();
    System.arraycopy(options, 0, args, 4, options.length);
    assertEquals(0, tool.run(args), tool.err);
    return tool.out.replaceAll(" +", " ");
  }

  private static void has(String part, String text) {
    assertTrue(text.contains(part), text);
  }

  private static final String LOG_B =
      "rule { syscall_name=openat rule_name=n filter_expression { PARAMS[2] == \"/b\" }"
          + " action { type=LOG } when=before }";

  @Test
  void whatARuleWouldHaveLogged() throws Exception {
    time = 1_700_000_000_000_000_000L;
    before(7, "/a").before(7, "/b");
    time += DAY_NS - 3;
    String out = before(8, "/b").tried(LOG_B);
    has("3 events of 3 calls, 2023-11-14T22:13:20Z to 2023-11-15T22:13:19.999999999Z, 0 lost", out);
    has("rule action asked matches a day not told\nn LOG 3 2 2 0\n", out);
    has(
        "n: first: 2023-11-14T22:13:20.000000001Z syscall: 7[<missing>]: 257_openat(-100, \"/b\")",
        out);
    has("matched by no rule: 1 calls", out);
  }

  @Test
  void aCallThatSeveralRulesToldOfIsOne() throws Exception {
    before(7, "/b").after(2, 7, "/b", 3).after(3, 7, "/b", 3);
    has("n LOG 1 1 ", tried(LOG_B));
  }

  @Test
  void callsOfOneThreadThatAreAlikeAreSeveral() throws Exception {
    after(2, 7, "/b", 3).after(2, 7, "/b", 3).after(2, 7, "/c", 3).after(3, 7, "/b", 3);
    String out = tried(LOG_B);
    has("4 events of 4 calls", out);
    has("n LOG 4 3 ", out);
  }

  @Test
  void callsOfTwoThreadsAreTwo() throws Exception {
    before(7, "/b").before(8, "/b").after(2, 7, "/b", 3).after(2, 8, "/b", 4);
    has("n LOG 2 2 ", tried(LOG_B));
  }

  @Test
  void whatTheCallReturned() throws Exception {
    before(7, "/b").after(2, 7, "/b", -2).before(7, "/b").after(2, 7, "/b", 3);
    has(
        "n LOG 2 1 ",
        tried(
            "rule { syscall_name=openat rule_name=n filter_expression { RETVAL == -ENOENT }"
                + " action { type=LOG } when=after }"));
  }

  @Test
  void whatWouldHaveBeenPrevented() throws Exception {
    before(7, "/no").refused(7, "/no").before(7, "/a").after(2, 7, "/a", 3);
    refused(7, "/x");
    String out =
        tried(
            "rule { syscall_name=openat rule_name=n filter_expression { PARAMS[2] in (\"/no\","
                + " \"/a\") } action { type=FAIL error_code=EACCES } when=before }\n"
                + "rule { syscall_name=openat rule_name=o action { type=LOG } when=after }");
    has("n FAIL EACCES 3 2 ", out);
    // What is refused does not come to the rules after it.
    has("o LOG 0 0 ", out);
    has("prevented then and now: 1; by these rules only: 1; then only: 1", out);
  }

  @Test
  void firstMatchEndsACall() throws Exception {
    before(7, "/b");
    String two = LOG_B + LOG_B.replace("=n", "=m");
    has("n LOG 1 1 - 0\nm LOG 0 0 - 0\n", tried(two));
    has("m LOG 1 1 ", tried(two.replaceFirst("LOG", "LOG continue=yes")));
  }

  @Test
  void initIsSparedByWhatDoesMoreThanLog() throws Exception {
    before(1, "/b").before(2, "/b");
    String fail = LOG_B.replace("LOG", "FAIL error_code=EPERM");
    has("n FAIL EPERM 1 1 ", tried(fail));
    has("n FAIL EPERM 2 2 ", tried(fail.replace("EPERM", "EPERM include_init=yes")));
  }

  @Test
  void callsOfAFamilyAreSeenAsTheRuleSeesThem() throws Exception {
    before(7, "/b");
    String open = LOG_B.replace("openat", "open").replace("PARAMS[2]", "PARAMS[1]");
    has("n LOG 1 1 ", tried(open));
  }

  @Test
  void whatEventsDoNotTell() throws Exception {
    before(7, "/b");
    String out = tried(LOG_B.replace("PARAMS[2] == \"/b\"", "EUID == 0"));
    has("n LOG 1 0 - 1\nn: 1 events do not tell EUID\n", out);
  }

  @Test
  void whatCannotBeReadMatchesWhereTheRuleSaysSo() throws Exception {
    event(0, 7).string(Var.PARAMS, 2, SctAbi.FIELD_FAULT, "");
    event(0, 8).string(Var.PARAMS, 2, SctAbi.FIELD_FAULT, "");
    has("n LOG 2 2 ", tried(LOG_B));
    has("n LOG 2 0 ", tried(LOG_B.replace("when=", "unreadable=miss when=")));
  }

  @Test
  void rulesThatCannotBeTried() throws Exception {
    before(7, "/b");
    String out =
        tried(
            "rule { syscall_name=connect rule_name=c action { type=LOG } when=before }\n"
                + "rule { syscall_name=openat rule_name=o filter_expression { OBJECT[2] == \"/b\" }"
                + " action { type=LOG } when=before }");
    has("c: not tried: no event is of a call that it is about", out);
    has("o: not tried: what a path leads to only the kernel knows", out);
  }

  @Test
  void asJson() throws Exception {
    before(7, "/b");
    String out = tried(LOG_B, "--format", "json");
    assertTrue(out.startsWith("{"), out);
    has("\"rule\" : \"n\",\n \"action\" : \"LOG\",\n \"asked\" : 1,\n \"matches\" : 1,\n", out);
  }

  private String refusedArguments(int status, String... args) {
    assertEquals(status, tool.run(args), tool.out);
    return tool.err;
  }

  @Test
  void badInput() throws IOException {
    String rules = Files.writeString(directory.resolve("new.conf"), LOG_B).toString();
    has("'try' needs a capture: -r FILE", refusedArguments(2, "try", rules));
    has("can be read but once", refusedArguments(2, "try", "-", "-r", "-"));
    has("--read is for try", refusedArguments(2, "check", rules, "-r", "x"));
    String gone = directory.resolve("gone").toString();
    has("there is no such file", refusedArguments(3, "try", rules, "-r", gone));
    has("no capture", refusedArguments(3, "try", rules, "-r", rules));
    has("no such file", refusedArguments(1, "try", gone, "-r", rules));
  }

  @Test
  void aDamagedCaptureIsTroubleAndWhatIsWholeIsTried() throws Exception {
    before(7, "/b");
    tried(LOG_B);
    Path capture = directory.resolve("capture");
    byte[] bytes = Files.readAllBytes(capture);
    Files.delete(capture);
    Files.write(capture, Arrays.copyOf(bytes, bytes.length + 100));
    String rules = directory.resolve("new.conf").toString();
    assertEquals(3, tool.run("try", rules, "-r", capture.toString()), tool.out + tool.err);
    assertTrue(tool.out.contains("1 events of 1 calls"), tool.out);
  }
}
