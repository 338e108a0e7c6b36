// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.status;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.config.text.Columns;
import org.syscalltrack.config.text.Printable;
import org.syscalltrack.config.text.Words;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.Status;
import org.syscalltrack.lang.compile.CallCosts;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** A report for people. */
final class StatusText {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final PrintStream out;

  StatusText(PrintStream out) {
    this.out = out;
  }

  void print(StatusCommand.Report report) {
    Status status = report.status();
    line("health", health(status));
    unseen(status.unseen());
    loaded(status.loaded());
    line("state", state(status));
    line(
        "hooks",
        count(status.hookCount(), "kernel function")
            + " for "
            + String.join(", ", status.abis().stream().map(Abi::text).toList())
            + "; "
            + count(status.afterCalls(), "call")
            + " in progress with rules after them");
    log(status.log());
    rules(report);
    calls(report.counters());
  }

  private void line(String what, String text) {
    out.println(Words.pad(what, 12) + text);
  }

  static String count(long number, String what) {
    return Long.toUnsignedString(number) + " " + what + (number == 1 ? "" : "s");
  }

  private static String health(Status status) {
    return status.degraded().isEmpty()
        ? "good"
        : "DEGRADED: "
            + String.join("; ", status.degraded().stream().map(Degradation::text).toList());
  }

  private void unseen(Status.Unseen unseen) {
    if (unseen != null) {
      line(
          "unseen",
          count(unseen.calls(), "system call")
              + ", first "
              + SyscallTable.builtIn().nameOrNumber(unseen.abi(), unseen.nr())
              + " of "
              + unseen.abi().text());
    }
  }

  private void loaded(Status.Loaded loaded) {
    line(
        "rules",
        count(loaded.ruleCount(), "rule")
            + ", generation "
            + Long.toUnsignedString(loaded.generation())
            + ", "
            + count(loaded.memory(), "byte")
            + " of kernel memory");
    Status.Cost cost = loaded.cost();
    if (cost.steps() != 0) {
      line("cost", new CallCosts.Costliest(cost.abi(), cost.nr(), cost.steps()).toString());
    }
    if (loaded.timeNs() != 0) {
      line("since", time(loaded.timeNs()) + ", " + by(loaded.by()));
    }
    for (String origin : loaded.origin().lines().toList()) {
      line("from", Printable.text(origin));
    }
  }

  private static String by(Status.Who who) {
    if (who.pid() == 0) {
      return "put back by the kernel";
    }
    String login =
        who.loginuid() == Status.Who.NO_LOGIN ? "" : ", logged in as uid " + who.loginuid();
    return "by pid "
        + who.pid()
        + " ("
        + Printable.text(who.comm())
        + "), uid "
        + who.uid()
        + login;
  }

  private static String state(Status status) {
    if (status.locked()) {
      return "locked until the next boot";
    }
    Status.Unconfirmed waits = status.unconfirmed();
    return waits == null
        ? "in force until changed"
        : "not confirmed: generation "
            + waits.generation()
            + " comes back in "
            + (waits.leftMs() + 999) / 1000
            + " s";
  }

  private void log(Status.Log log) {
    line(
        "log",
        count(log.bytes(), "byte")
            + " for each CPU; "
            + count(log.events(), "event")
            + ", "
            + Long.toUnsignedString(log.overwritten())
            + " of them overwritten; "
            + count(log.readers(), "reader"));
    if (log.mustWaiting() != 0 || log.mustWaits() != 0 || log.mustTimeouts() != 0) {
      line(
          "delivery",
          count(log.mustWaiting(), "task")
              + " waiting for room; "
              + count(log.mustWaits(), "call")
              + " waited, "
              + Long.toUnsignedString(log.mustTimeouts())
              + " of them in vain");
    }
  }

  private static String time(long sinceEpochNs) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochSecond(sinceEpochNs / NS_PER_SECOND, sinceEpochNs % NS_PER_SECOND)
            .truncatedTo(ChronoUnit.SECONDS)
            .atZone(ZoneId.systemDefault()));
  }

  private void rules(StatusCommand.Report report) {
    List<Counters.OfRule> rules = report.counters().rules();
    if (rules.isEmpty()) {
      return;
    }
    out.println();
    Columns columns =
        new Columns().line("RULE", "ASKED", "HITS", "EVENTS", "SUPPRESSED", "DROPPED", "LAST HIT");
    for (int i = 0; i < rules.size(); i++) {
      Counters.OfRule rule = rules.get(i);
      columns.line(
          i < report.names().size() ? Printable.text(report.names().get(i)) : "#" + i,
          Long.toUnsignedString(rule.evaluations()),
          Long.toUnsignedString(rule.hits()),
          Long.toUnsignedString(rule.events()),
          Long.toUnsignedString(rule.suppressed()),
          Long.toUnsignedString(rule.dropped()),
          rule.lastHitNs() == 0 ? "never" : time(rule.lastHitNs()));
    }
    columns.print(out);
  }

  private void calls(Counters counters) {
    if (counters.calls().isEmpty()) {
      return;
    }
    out.println();
    Columns columns = new Columns().line("CALL", "ABI", "ASKED", "REFUSED");
    for (Counters.OfCall call : counters.calls()) {
      columns.line(
          SyscallTable.builtIn().nameOrNumber(call.abi(), call.nr()),
          call.abi().text(),
          Long.toUnsignedString(call.evaluations()),
          Long.toUnsignedString(call.refused()));
    }
    columns.print(out);
  }
}
