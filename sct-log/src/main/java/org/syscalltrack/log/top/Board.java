// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.syscalltrack.log.summary.Dimension;
import org.syscalltrack.log.summary.Figures;
import org.syscalltrack.log.summary.SummaryText;

/** Lays a look out on a screen. */
final class Board {
  /** Lines of the screen that are not rows of the table: three above and one below it. */
  static final int FRAME = 4;

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final long NS_PER_S = 1_000_000_000L;
  private static final String KEYS =
      "r p c u o: table  R C E T N: order  space: pause  z: from zero  h: help  q: quit";

  private static final List<String> HELP =
      List.of(
          "Tables    r rule   p process   c call   u user   o outcome",
          "Order     R events in a second   C events   E errors   T longest call   N name",
          "Rows      up, down, page up, page down, home, end; also k and j",
          "space     hold the screen still; events are counted on",
          "z         count from zero",
          "q         end; so does Ctrl-C",
          "",
          "RATE is of the time between two looks, SHARE of all events. P99 and MAX are of",
          "the durations of calls that have an event before and one after them.");

  private final AttributedStyle lossStyle;
  private final AttributedStyle errorStyle;

  /**
   * @param colours without them what matters stands out by other means
   */
  Board(boolean colours) {
    this.lossStyle =
        colours ? PLAIN.bold().foreground(AttributedStyle.YELLOW) : PLAIN.bold().inverse();
    this.errorStyle = colours ? PLAIN.foreground(AttributedStyle.RED) : PLAIN;
  }

  /** Rows of the table that a screen of so many lines has room for. */
  static int room(int lines) {
    return Math.max(1, lines - FRAME);
  }

  /** As many lines as there are, none longer than there are columns. */
  List<AttributedString> lines(Look look, View view, int lines, int columns) {
    List<AttributedString> all = new ArrayList<>();
    all.add(totals(look));
    all.add(what(look, view));
    if (view.help()) {
      all.add(AttributedString.EMPTY);
      HELP.forEach(text -> all.add(new AttributedString(text)));
    } else {
      table(look, view, room(lines), columns, all);
    }
    while (all.size() < lines - 1) {
      all.add(AttributedString.EMPTY);
    }
    List<AttributedString> shown = new ArrayList<>(all.subList(0, Math.max(0, lines - 1)));
    shown.add(new AttributedString(view.help() ? "any key: back" : KEYS));
    shown.replaceAll(line -> line.columnSubSequence(0, columns));
    return shown;
  }

  private AttributedString totals(Look look) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append("sctlog top: ", PLAIN.bold());
    line.append(
        String.format(
            Locale.ROOT,
            "%d events in %s, %.1f/s, %d errors, ",
            look.all().count(),
            clock(look.countedNs()),
            look.rate(look.all()),
            look.all().errors()));
    line.append(look.lost() + " lost", look.lost() == 0 ? PLAIN : lossStyle);
    if (look.suppressed() > 0) {
      line.append(", " + look.suppressed() + " held back");
    }
    return line.toAttributedString();
  }

  private static AttributedString what(Look look, View view) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    int groups = look.groups().get(view.by()).size();
    line.append(groups + " by " + view.by().word() + ", " + view.order().text);
    if (view.first() > 0) {
      line.append(", from the " + (view.first() + 1) + ".");
    }
    if (view.paused()) {
      line.append("  [paused]", PLAIN.bold());
    }
    if (look.ended()) {
      line.append("  [ended: no more events come]", PLAIN.bold());
    }
    return line.toAttributedString();
  }

  private void table(Look look, View view, int room, int columns, List<AttributedString> out) {
    String header = row("RATE", "COUNT", "SHARE", "ERRORS", "P99", "MAX", title(view.by()));
    out.add(new AttributedString(header + " ".repeat(columns), PLAIN.inverse()));
    look.groups().get(view.by()).stream()
        .sorted(view.order().comparator)
        .skip(view.first())
        .limit(room)
        .forEach(figures -> out.add(row(look, figures)));
  }

  private static String title(Dimension by) {
    return by.word().toUpperCase(Locale.ROOT);
  }

  private AttributedString row(Look look, Figures figures) {
    double share = 100.0 * figures.count() / Math.max(1, look.all().count());
    String text =
        row(
            String.format(Locale.ROOT, "%.1f", look.rate(figures)),
            Long.toString(figures.count()),
            String.format(Locale.ROOT, "%.1f%%", share),
            Long.toString(figures.errors()),
            duration(figures.p99Ns()),
            duration(figures.maxNs()),
            figures.name());
    return new AttributedString(text, figures.errors() > 0 ? errorStyle : PLAIN);
  }

  private static String row(
      String rate, String count, String share, String errors, String p99, String max, String name) {
    return "%9s %10s %6s %8s %7s %7s  %s".formatted(rate, count, share, errors, p99, max, name);
  }

  private static String duration(long ns) {
    return ns == Figures.UNKNOWN ? "-" : SummaryText.duration(ns);
  }

  private static String clock(long ns) {
    long seconds = ns / NS_PER_S;
    return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
