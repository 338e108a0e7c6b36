// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.syscalltrack.abi.Action;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.config.text.Printable;
import org.syscalltrack.lang.check.CheckedAction;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.check.Errno;

/** Findings for a person. */
final class FindingsText {
  private FindingsText() {}

  static void print(Findings findings, List<CheckedRule> rules, PrintStream out) {
    out.println(
        "%,d events of %,d calls%s, %,d lost"
            .formatted(findings.events, findings.calls, time(findings), findings.lost));
    out.println();
    Columns columns = new Columns();
    columns.line("rule", "action", "asked", "matches", "a day", "not told");
    for (int i = 0; i < rules.size(); i++) {
      Findings.OfRule found = findings.rules.get(i);
      columns.line(
          Printable.text(rules.get(i).name()),
          action(rules.get(i).action()),
          "%,d".formatted(found.asked),
          "%,d".formatted(found.matched),
          perDay(findings.perDay(found.matched)),
          "%,d".formatted(found.untold));
    }
    columns.print(out);
    for (int i = 0; i < rules.size(); i++) {
      remarks(findings.rules.get(i), rules.get(i), out);
    }
    out.println();
    out.println(
        "prevented then and now: %,d; by these rules only: %,d; then only: %,d"
            .formatted(
                findings.preventedBoth, findings.preventedOnlyNow, findings.preventedOnlyThen));
    out.println("matched by no rule: %,d calls".formatted(findings.unmatched));
  }

  private static String time(Findings findings) {
    if (findings.events == 0) {
      return "";
    }
    return ", " + instant(findings.firstNs) + " to " + instant(findings.lastNs);
  }

  static String instant(long epochNs) {
    long seconds = Math.floorDiv(epochNs, TimeUnit.SECONDS.toNanos(1));
    return Instant.ofEpochSecond(seconds, epochNs - TimeUnit.SECONDS.toNanos(seconds)).toString();
  }

  private static String perDay(double count) {
    return Double.isNaN(count) ? "-" : "%,.0f".formatted(count);
  }

  static String action(CheckedAction action) {
    Action type = action.type();
    if (type == null) {
      return "-";
    }
    return type == Action.FAIL ? type.text() + " " + Errno.text(action.error()) : type.text();
  }

  private static void remarks(Findings.OfRule found, CheckedRule rule, PrintStream out) {
    String name = Printable.text(rule.name());
    if (found.first != null) {
      out.println("%s: first: %s".formatted(name, Printable.text(found.first)));
    }
    found.lacking.forEach(
        (what, count) ->
            out.println(
                String.format(Locale.ROOT, "%s: %,d events do not tell %s", name, count, what)));
    if (rule.isOnObjects()) {
      out.println(name + ": not tried: what a path leads to only the kernel knows");
    } else if (found.asked == 0) {
      out.println(name + ": not tried: no event is of a call that it is about");
    }
  }
}
