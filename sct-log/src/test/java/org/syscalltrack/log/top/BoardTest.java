// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.log.summary.Dimension;
import org.syscalltrack.log.summary.Figures;

/** What stands on the screen of sctlog top. */
class BoardTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int LINES = 24;
  private static final int COLUMNS = 80;

  private static Figures figures(String name, long count, long recent, long errors, long maxNs) {
    return new Figures(name, count, recent, errors, maxNs, maxNs);
  }

  private static Look look(List<Figures> processes, long lost, boolean ended) {
    Map<Dimension, List<Figures>> groups = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      groups.put(dimension, dimension == Dimension.PROCESS ? processes : List.of());
    }
    long count = processes.stream().mapToLong(Figures::count).sum();
    long recent = processes.stream().mapToLong(Figures::recent).sum();
    Figures all = figures("", count, recent, 7, Figures.UNKNOWN);
    return new Look(all, groups, lost, 0, 3_723 * SECOND, 2 * SECOND, ended);
  }

  private static Look some() {
    return look(
        List.of(
            figures("cat[10]", 60, 10, 1, 2_000),
            figures("sh[11]", 30, 20, 0, Figures.UNKNOWN),
            figures("vi[12]", 10, 10, 4, 3_000_000)),
        0,
        false);
  }

  private static List<String> text(Look look, View view, int lines, int columns) {
    return new Board(false)
        .lines(look, view, lines, columns).stream()
            .map(line -> line.toString().stripTrailing())
            .toList();
  }

  private static String names(Look look, Key key) {
    View view = View.of(Dimension.PROCESS).after(key, 3, 20);
    List<String> lines = text(look, view, LINES, COLUMNS);
    List<String> names = new ArrayList<>();
    for (String line : lines.subList(3, 6)) {
      names.add(line.substring(line.lastIndexOf(' ') + 1));
    }
    return String.join(" ", names);
  }

  @Test
  void theScreenSaysHowMuchThereWasAndOfWhat() {
    List<String> lines = text(some(), View.of(Dimension.PROCESS), LINES, COLUMNS);
    assertEquals(LINES, lines.size());
    assertEquals("sctlog top: 100 events in 1:02:03, 20.0/s, 7 errors, 0 lost", lines.get(0));
    assertEquals("3 by process, most in a second", lines.get(1));
    assertEquals("     RATE      COUNT  SHARE   ERRORS     P99     MAX  PROCESS", lines.get(2));
    assertEquals("     10.0         30  30.0%        0       -       -  sh[11]", lines.get(3));
    assertEquals("      5.0         60  60.0%        1  2.00us  2.00us  cat[10]", lines.get(4));
    assertTrue(lines.get(LINES - 1).endsWith("q: quit"), lines.get(LINES - 1));
  }

  @ParameterizedTest
  @CsvSource({
    "RATE, sh[11] cat[10] vi[12]",
    "COUNT, cat[10] sh[11] vi[12]",
    "ERRORS, vi[12] cat[10] sh[11]",
    "TIME, vi[12] cat[10] sh[11]",
    "NAME, cat[10] sh[11] vi[12]"
  })
  void rowsStandInTheOrderThatIsWanted(Order order, String names) {
    assertEquals(names, names(some(), new Key.Sorted(order)));
  }

  @ParameterizedTest
  @CsvSource({"24, 80", "24, 40", "10, 80", "5, 20", "3, 10", "1, 1", "60, 200"})
  void nothingIsWiderOrHigherThanTheScreen(int lines, int columns) {
    Figures wide = figures("\u6f22\u5b57".repeat(60), 1, 1, 1, 5);
    List<Figures> many = new ArrayList<>(List.of(wide));
    for (int i = 0; i < 100; i++) {
      many.add(figures("p[" + i + "]", i, i, 0, Figures.UNKNOWN));
    }
    for (boolean help : new boolean[] {false, true}) {
      View view = new View(Dimension.PROCESS, Order.TIME, 0, true, help);
      List<AttributedString> shown =
          new Board(true).lines(look(many, 5, true), view, lines, columns);
      assertEquals(lines, shown.size());
      shown.forEach(line -> assertTrue(line.columnLength() <= columns, line.toString()));
    }
  }

  @Test
  void oneMovesThroughTheTableAndNotBeyondIt() {
    View view = View.of(Dimension.PROCESS);
    assertEquals(20, view.after(new Key.Moved(1, 0), 50, 20).first());
    assertEquals(30, view.after(Key.Plain.LAST, 50, 20).first());
    View last = view.after(Key.Plain.LAST, 50, 20);
    assertEquals(30, last.after(new Key.Moved(1, 0), 50, 20).first());
    assertEquals(29, last.after(new Key.Moved(0, -1), 50, 20).first());
    assertEquals(0, last.after(Key.Plain.FIRST, 50, 20).first());
    assertEquals(0, view.after(new Key.Moved(0, -1), 50, 20).first());
    assertEquals(0, view.after(new Key.Moved(1, 0), 3, 20).first());
    // Another table begins at its top.
    assertEquals(0, last.after(new Key.By(Dimension.CALL), 50, 20).first());
  }

  @Test
  void whatIsOnlyTrueNowAndThenIsSaid() {
    Look lossy = look(List.of(figures("a[1]", 1, 1, 0, 1)), 12, true);
    View paused = View.of(Dimension.PROCESS).after(Key.Plain.PAUSE, 1, 20);
    List<String> lines = text(lossy, paused, LINES, COLUMNS);
    assertTrue(lines.get(0).endsWith("12 lost"), lines.get(0));
    assertTrue(lines.get(1).contains("[paused]"), lines.get(1));
    assertTrue(lines.get(1).contains("[ended"), lines.get(1));
    View help = paused.after(Key.Plain.HELP, 1, 20);
    assertTrue(String.join("\n", text(lossy, help, LINES, COLUMNS)).contains("count from zero"));
    // Any key leads back, and does nothing else.
    assertEquals(paused, help.after(new Key.By(Dimension.CALL), 1, 20));
  }

  @Test
  void coloursAreThereOnlyIfTheyAreWanted() {
    Look lossy = look(List.of(figures("a[1]", 1, 1, 1, 1)), 12, false);
    String plain = ansi(new Board(false), lossy);
    assertFalse(plain.matches("(?s).*\033\\[[0-9;]*3[0-9].*"), plain);
    assertTrue(ansi(new Board(true), lossy).contains("\033[31m"));
  }

  private static String ansi(Board board, Look look) {
    StringBuilder all = new StringBuilder();
    board
        .lines(look, View.of(Dimension.PROCESS), LINES, COLUMNS)
        .forEach(line -> all.append(line.toAnsi()).append('\n'));
    return all.toString();
  }
}
