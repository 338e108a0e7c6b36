// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.summary;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.syscalltrack.log.text.Bytes;

/** A summary as tables for a person. */
public final class SummaryText {
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
  private static final DateTimeFormatter OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final DateTimeFormatter OF_YEAR = DateTimeFormatter.ofPattern("MM-dd HH:mm");
  private static final String NONE = "-";
  private static final String FORM = "%9s %6s %8s  %-12s %-12s %6s %6s %6s %6s  %s%n";

  private final Summary summary;
  private final ZoneId zone;
  private final DateTimeFormatter brief;

  public SummaryText(Summary summary, ZoneId zone) {
    this.summary = summary;
    this.zone = zone;
    boolean oneDay =
        summary.all.count == 0
            || time(summary.all.firstNs)
                .toLocalDate()
                .equals(time(summary.all.lastNs).toLocalDate());
    this.brief = oneDay ? OF_DAY : OF_YEAR;
  }

  /**
   * Writes the tables.
   *
   * @param filtered events that were left out
   */
  public void write(long filtered, Bytes out) {
    Group all = summary.all;
    out.put("%d events, %d errors".formatted(all.count, all.errors));
    if (all.count > 0) {
      out.put(", " + WHOLE.format(time(all.firstNs)) + " to " + WHOLE.format(time(all.lastNs)));
    }
    out.put("\n%d left out, %d lost".formatted(filtered, summary.lost));
    out.put(", %d held back by the limits of rules%n".formatted(summary.suppressed));
    if (all.count > 0) {
      out.put(durations(all.durations));
      summary.groupings().forEach(grouping -> table(grouping, out));
    }
  }

  private static String durations(Histogram known) {
    return known == null
        ? "No durations: none of these calls has an event before and one after it.\n"
        : "Durations are of the %d calls that have an event before and one after them.%n"
            .formatted(known.getTotalCount());
  }

  private void table(Grouping grouping, Bytes out) {
    String by = grouping.by().stream().map(Dimension::word).collect(Collectors.joining(", "));
    out.put('\n');
    out.put(
        FORM.formatted(
            "COUNT",
            "SHARE",
            "ERRORS",
            "FIRST",
            "LAST",
            "P50",
            "P90",
            "P99",
            "MAX",
            by.toUpperCase(Locale.ROOT)));
    for (Grouping.Row row : grouping.rows()) {
      Group group = row.group();
      Histogram known = group.durations;
      out.put(
          FORM.formatted(
              group.count,
              String.format(Locale.ROOT, "%.1f%%", 100.0 * group.count / summary.all.count),
              group.errors,
              brief.format(time(group.firstNs)),
              brief.format(time(group.lastNs)),
              percentile(known, 50),
              percentile(known, 90),
              percentile(known, 99),
              percentile(known, 100),
              name(row.names(), grouping.by())));
    }
  }

  static String name(List<String> names, List<Dimension> by) {
    if (names == null) {
      return "(the rest: there are more than " + Grouping.LIMIT + ")";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "" : "  ").append(by.get(i) == Dimension.USER ? "uid " : "");
      text.append(names.get(i));
    }
    return text.toString();
  }

  private ZonedDateTime time(long epochNs) {
    return Instant.ofEpochSecond(0, epochNs).atZone(zone);
  }

  private static String percentile(Histogram known, double percent) {
    return known == null ? NONE : duration(known.getValueAtPercentile(percent));
  }

  /** Three digits and a unit. */
  public static String duration(long ns) {
    String[] units = {"ns", "us", "ms", "s"};
    double value = ns;
    int unit = 0;
    while (unit < units.length - 1 && value >= 999.5) {
      value /= 1000;
      unit++;
    }
    String form = unit == 0 || value >= 99.95 ? "%.0f%s" : value >= 9.995 ? "%.1f%s" : "%.2f%s";
    return String.format(Locale.ROOT, form, value, units[unit]);
  }
}
