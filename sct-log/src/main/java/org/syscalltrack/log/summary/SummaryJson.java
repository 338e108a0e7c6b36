// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.summary;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.JsonText;

/**
 * A summary as JSON: an object for all on a line, then one for each group. The names are documented
 * in sctlog(8).
 */
public final class SummaryJson {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9};
  private static final String[] NAMES = {"p50", "p90", "p99", "p999"};

  private SummaryJson() {}

  /**
   * Writes the objects.
   *
   * @param filtered events that were left out
   */
  public static void write(Summary summary, long filtered, Bytes out) {
    out.put("{\"type\":\"stats\",\"v\":1");
    group(summary.all, out);
    out.put(",\"filtered\":").number(filtered).put(",\"lost\":").unsigned(summary.lost);
    out.put(",\"suppressed\":").number(summary.suppressed).put("}\n");
    for (Grouping grouping : summary.groupings()) {
      for (Grouping.Row row : grouping.rows()) {
        out.put("{\"type\":\"group\",\"v\":1,\"by\":{");
        names(grouping.by(), row.names(), out);
        out.put('}');
        group(row.group(), out);
        out.put("}\n");
      }
    }
  }

  private static void names(List<Dimension> by, List<String> names, Bytes out) {
    for (int i = 0; i < by.size(); i++) {
      out.put(i == 0 ? "" : ",").put('"').put(by.get(i).word()).put("\":");
      if (names == null) {
        out.put("null");
      } else if (by.get(i) == Dimension.USER) {
        out.put(names.get(i));
      } else {
        JsonText.string(names.get(i), out);
      }
    }
  }

  private static void group(Group group, Bytes out) {
    out.put(",\"count\":").number(group.count).put(",\"errors\":").number(group.errors);
    if (group.count > 0) {
      out.put(",\"first_epoch_ns\":\"").number(group.firstNs);
      out.put("\",\"last_epoch_ns\":\"").number(group.lastNs).put('"');
    }
    Histogram known = group.durations;
    if (known == null) {
      out.put(",\"duration_ns\":null");
      return;
    }
    out.put(",\"duration_ns\":{\"count\":").number(known.getTotalCount());
    out.put(",\"min\":").number(known.getMinValue());
    for (int i = 0; i < NAMES.length; i++) {
      out.put(",\"").put(NAMES[i]).put("\":").number(known.getValueAtPercentile(PERCENTILES[i]));
    }
    out.put(",\"max\":").number(known.getMaxValue()).put('}');
  }
}
