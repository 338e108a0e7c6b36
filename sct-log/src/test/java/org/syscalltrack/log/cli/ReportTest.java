// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.htmlunit.BrowserVersion;
import org.htmlunit.MockWebConnection;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;

/** sctlog report: the page, and what a browser makes of it. */
class ReportTest {
  private static final int CLONE = 56;
  private static final int OPENAT = 257;
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>&<!--";

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  private static Records act(Records to, long time, int pid, String comm, int nr, long retval) {
    return to.event(1, 0, time)
        .pid(pid)
        .call(Abi.X86_64, nr)
        .after(retval)
        .string(Var.COMM, 0, 0, comm);
  }

  private static Records some() {
    Records records = new Records();
    act(records, 1_000, 1, "sh", CLONE, 2);
    act(records, 1_000_000, 2, HOSTILE, OPENAT, -13).string(Var.PARAMS, 2, 0, "/x" + HOSTILE);
    records.lost(0, 77, 2_000_000);
    act(records, 9_000_000, 2, HOSTILE, OPENAT, 3)
        .field(Var.PARAMS, 2, Type.STR, 0, new byte[] {'/', (byte) 0xff, '<', 0x1b, '"', '\''});
    return records;
  }

  private String report(Records records, Object... more) {
    Path file = dir.resolve("page.html");
    sctlog.log.batches.add(records.bytes());
    Object[] args = new Object[3 + more.length];
    args[0] = "report";
    args[1] = "--html";
    args[2] = file;
    System.arraycopy(more, 0, args, 3, more.length);
    assertEquals(0, sctlog.run(args), sctlog.err());
    assertEquals("", sctlog.out());
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is to be done with a page in a browser that stops at any fault of its script. */
  private interface Use {
    void of(HtmlPage page) throws IOException;
  }

  private static void browse(String html, Use use) {
    try (WebClient client = new WebClient(BrowserVersion.FIREFOX)) {
      // Whatever the page asks for is not there, and is noted.
      MockWebConnection net = new MockWebConnection();
      client.setWebConnection(net);
      client.getOptions().setThrowExceptionOnScriptError(true);
      client.setAlertHandler((page, message) -> throwAlert(message));
      use.of(client.loadHtmlCodeIntoCurrentWindow(html));
      assertEquals(0, net.getRequestCount());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void throwAlert(String message) {
    throw new AssertionError("a script of the data has run: " + message);
  }

  private static List<DomElement> lines(HtmlPage page) {
    return Stream.of(page.getElementById("rows"))
        .flatMap(body -> body.getChildNodes().stream())
        .filter(DomElement.class::isInstance)
        .map(DomElement.class::cast)
        .toList();
  }

  private static void search(HtmlPage page, String text) throws IOException {
    HtmlInput input = (HtmlInput) page.getElementById("search");
    input.setValue(text);
    input.fireEvent("input");
  }

  @Test
  void aBrowserShowsAll() {
    browse(
        report(some()),
        page -> {
          String summary = page.getElementById("summary").getTextContent();
          assertTrue(summary.startsWith("3 events, 1 errors, 77 lost, 0 left out; "), summary);
          assertTrue(
              page.getElementById("loss").getTextContent().startsWith("77 events were lost"));
          assertEquals(1, page.querySelectorAll("#timeline rect.lost").size());
          assertEquals(3, page.querySelectorAll("#heat rect").size());
          assertEquals(2, page.querySelectorAll("#bars .bar").size());
          List<DomElement> lines = lines(page);
          assertEquals(4, lines.size());
          assertEquals("error", lines.get(1).getAttribute("class"));
          assertEquals("lost", lines.get(2).getAttribute("class"));
          assertTrue(lines.get(2).getTextContent().contains("77 events lost on CPU 0"));
          assertTrue(lines.get(0).getTextContent().contains("sh[1]"));
        });
  }

  @Test
  void namesAreTextWhateverTheyAre() {
    String html = report(some());
    assertFalse(html.contains("<img"), "no markup from the data");
    assertFalse(html.contains("<!--<"), "no comment either");
    assertEquals(html.length(), html.getBytes(StandardCharsets.UTF_8).length);
    browse(
        html,
        page -> {
          assertEquals(0, page.querySelectorAll("img").size());
          List<DomElement> lines = lines(page);
          String process = lines.get(1).getElementsByTagName("td").get(1).getTextContent();
          assertEquals(HOSTILE + "[2]", process);
          String call = lines.get(3).getElementsByTagName("td").get(5).getTextContent();
          assertEquals("openat(\"/\\xff<\\x1b\\\"'\")", call);
        });
  }

  @Test
  void theTreeOpensToCallsEventsAndChildren() {
    browse(
        report(some()),
        page -> {
          HtmlElement root = (HtmlElement) page.querySelectorAll("#tree > details").get(0);
          assertEquals("sh[1]: 1 events, 1 children", root.getTextContent());
          root.click();
          List<DomNode> items = root.querySelectorAll("li", root).stream().toList();
          assertEquals("clone 1 (1 ok)", items.get(0).getTextContent());
          assertTrue(items.get(1).getTextContent().endsWith(" clone() ok"), "" + items.get(1));
          HtmlElement child = (HtmlElement) root.querySelectorAll("details", root).get(0);
          child.click();
          assertEquals(
              "openat 2 (1 EACCES, 1 ok)",
              child.querySelectorAll("li", child).get(0).getTextContent());
        });
  }

  @Test
  void theFieldSearchesTheTable() {
    browse(
        report(some()),
        page -> {
          search(page, "EACCES onerror");
          List<DomElement> lines = lines(page);
          assertEquals(2, lines.size());
          assertEquals("error", lines.get(0).getAttribute("class"));
          // The loss stays: what is looked for may be in it.
          assertEquals("lost", lines.get(1).getAttribute("class"));
          search(page, "");
          assertEquals(4, lines(page).size());
        });
  }

  @Test
  void aLongTableHasPages() {
    for (int batch = 0; batch < 3; batch++) {
      Records records = new Records();
      for (int i = 0; i < 150; i++) {
        int n = batch * 150 + i;
        act(records, n * 1_000L, 5, "p", OPENAT, 3).string(Var.PARAMS, 2, 0, "/file" + n);
      }
      sctlog.log.batches.add(records.bytes());
    }
    browse(
        report(new Records(), "--rows", "400"),
        page -> {
          assertEquals(200, lines(page).size());
          String found = page.getElementById("found").getTextContent();
          assertEquals("1 to 200 of 400; 50 later events are not in this table", found);
          page.getElementById("more").click();
          assertTrue(page.getElementById("found").getTextContent().startsWith("201 to 400 of 400"));
          // There is no third page.
          page.getElementById("more").click();
          assertTrue(
              page.getElementById("found").getTextContent().startsWith("401 to 400") == false);
          assertTrue(lines(page).get(0).getTextContent().contains("/file200"), "second page");
        });
  }

  @Test
  void itsPolicyAllowsItsOwnScriptAndNothingElse() throws Exception {
    String html = report(some());
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
    assertTrue(policy.find());
    assertEquals(
        "default-src 'none'; style-src %s; script-src %s"
            .formatted(hash(html, "style"), hash(html, "script")),
        policy.group(1));
    // What the data says is no address: see namesAreTextWhateverTheyAre().
    String outside =
        html.replaceAll("(?s)<script type=.application/json.*?</script>", "")
            .replace("http://www.w3.org/2000/svg", "");
    assertFalse(outside.matches("(?s).*(https?:|src=|href=|url\\(|@import).*"), "a page by itself");
  }

  private static String hash(String html, String element) throws Exception {
    Matcher text = Pattern.compile("(?s)<" + element + ">(.*?)</" + element + ">").matcher(html);
    assertTrue(text.find());
    byte[] bytes = text.group(1).getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  @Test
  void whatIsSelectedIsShown() throws IOException {
    Path capture = dir.resolve("c");
    sctlog.log.batches.add(some().bytes());
    sctlog.run("-w", capture);
    browse(
        report(new Records(), "-r", capture, "--syscall", "clone"),
        page ->
            assertTrue(
                page.getElementById("summary")
                    .getTextContent()
                    .startsWith("1 events, 0 errors, 77 lost, 2 left out; ")));
    sctlog.in = Files.readAllBytes(capture);
    assertEquals(0, sctlog.run("report", "--html", "-", "-r", "-"));
    assertTrue(sctlog.out().startsWith("<!DOCTYPE html>"), sctlog.out());
  }

  @Test
  void nothingIsAPageAsWell() {
    browse(
        report(new Records()),
        page -> {
          assertEquals(
              "0 events, 0 errors, 0 lost, 0 left out",
              page.getElementById("summary").getTextContent());
          assertEquals("none", page.getElementById("found").getTextContent());
        });
  }

  @Test
  void manyProcessesAndTimesOfAnyOrderFit() {
    sctlog.log.tables.put(1L, Tables.withFormats("a"));
    for (int batch = 0; batch < 12; batch++) {
      Records records = new Records();
      for (int i = 0; i < 500; i++) {
        long time = batch % 2 == 0 ? i * 1_000_000_000L : 1;
        act(records, time, 10 + batch * 500 + i, "p", OPENAT, 3);
      }
      sctlog.log.batches.add(records.bytes());
    }
    browse(
        report(new Records(), "--rows", "0"),
        page -> {
          String left = page.getElementById("processes-left").getTextContent();
          assertEquals("1000 processes with the fewest events are not shown.", left);
          int steps = page.querySelectorAll("#timeline rect").size();
          assertTrue(steps > 100 && steps <= 240, "" + steps);
        });
  }

  @Test
  void thePageIsItsOwnersAndReplacesAnOldOne() throws IOException {
    report(some());
    report(new Records());
    Path file = dir.resolve("page.html");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> all = Files.list(dir)) {
      assertEquals(List.of(file), all.toList());
    }
  }

  @Test
  void whereNoPageCanBeWrittenIsSaid() throws IOException {
    for (List<Object> bad :
        List.<List<Object>>of(
            List.of(dir, "it is a directory"),
            List.of(dir.resolve("none/page.html"), "make it first"),
            List.of(Path.of("/proc/page.html"), "cannot write the page /proc/page.html"))) {
      assertEquals(3, sctlog.run("report", "--html", bad.get(0)));
      assertTrue(sctlog.err().contains(bad.get(1).toString()), sctlog.err());
      assertEquals(1, sctlog.err().lines().count(), sctlog.err());
    }
    Path empty = Files.createFile(dir.resolve("empty"));
    Path page = dir.resolve("page.html");
    assertEquals(3, sctlog.run("report", "--html", page, "-r", empty));
    assertFalse(Files.exists(page));
  }

  @ParameterizedTest
  @CsvSource({
    "report, 'report: say where to with --html OUT'",
    "report --html a b, report: unexpected argument: b",
    "report --html a --rows x, COUNT must be a number",
    "report --html a --json, Unrecognized option",
  })
  void whatMakesNoSenseIsRefused(String args, String says) {
    assertEquals(2, sctlog.run((Object[]) args.split(" ")));
    assertTrue(sctlog.err().contains(says), sctlog.err());
  }
}
