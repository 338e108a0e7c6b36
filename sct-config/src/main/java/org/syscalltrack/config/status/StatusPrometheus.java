// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.status;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.Status;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** A report in the text format of Prometheus, for a file of its node exporter. */
final class StatusPrometheus {
  private static final double NS_PER_SECOND = 1e9;

  private final PrintStream out;

  StatusPrometheus(PrintStream out) {
    this.out = out;
  }

  /** The modules do not answer. */
  void down() {
    up(0);
  }

  private void up(int up) {
    gauge("up", "1 if the modules answer", up);
  }

  void print(StatusCommand.Report report) {
    up(1);
    status(report.status());
    gauge("questions_pending", "Calls that wait for an answer", report.questions());
    log(report.status().log());
    Counters counters = report.counters();
    List<String> names = report.names();
    ofRules(
        "evaluations", "Calls that came as far as the rule", counters, names, r -> r.evaluations());
    ofRules("hits", "Calls that matched the rule", counters, names, r -> r.hits());
    ofRules("events", "Events that the rule made", counters, names, r -> r.events());
    ofRules(
        "suppressed", "Events held back by the rate limit", counters, names, r -> r.suppressed());
    ofRules("dropped", "Events without room in time", counters, names, r -> r.dropped());
    ofCalls(
        "evaluations",
        "Times that rules were asked about the call",
        counters,
        c -> c.evaluations());
    ofCalls("refused", "Calls that did not run", counters, c -> c.refused());
  }

  private void status(Status status) {
    head("degraded", "gauge", "1 if less is in force than the rules say");
    for (Degradation way : Degradation.values()) {
      String reason = way.name().toLowerCase(Locale.ROOT);
      sample("degraded", "reason=\"" + reason + "\"", status.degraded().contains(way) ? 1 : 0);
    }
    head("abi_covered", "gauge", "1 if the calls of this entry are seen");
    for (Abi abi : Abi.values()) {
      sample("abi_covered", "abi=\"" + abi.text() + "\"", status.abis().contains(abi) ? 1 : 0);
    }
    gauge("locked", "1 if nobody can change the rules", status.locked() ? 1 : 0);
    gauge(
        "unconfirmed", "1 if the rules wait to be confirmed", status.unconfirmed() == null ? 0 : 1);
    gauge("generation", "Of the rules in force", status.loaded().generation());
    gauge("rules", "Rules in force", status.loaded().ruleCount());
    gauge("memory_bytes", "Kernel memory of the rules", status.loaded().memory());
    long unseen = status.unseen() == null ? 0 : status.unseen().calls();
    gauge("unseen_calls", "System calls of the rules that are not seen", unseen);
    gauge("cost_steps", "Steps that the rules may cost a call", status.loaded().cost().steps());
    gauge("cost_steps_limit", "Steps that they may cost at most", SctAbi.MAX_COST);
    gauge("hooks", "Kernel functions hooked", status.hookCount());
    gauge("calls_in_progress", "Calls that await their rules after them", status.afterCalls());
    head("loaded_timestamp_seconds", "gauge", "When the rules were uploaded");
    out.println(
        "syscalltrack_loaded_timestamp_seconds " + status.loaded().timeNs() / NS_PER_SECOND);
  }

  private void log(Status.Log log) {
    gauge("log_bytes", "Size of the log of each CPU", log.bytes());
    gauge("log_readers", "Log devices open", log.readers());
    gauge("must_waiting", "Tasks that wait for room in the log", log.mustWaiting());
    counter("events", "Events made since the modules were loaded", log.events());
    counter("events_overwritten", "Of these, gone from the log, read or not", log.overwritten());
    counter("must_waits", "Calls that waited for room in the log", log.mustWaits());
    counter("must_timeouts", "Calls that waited for room in vain", log.mustTimeouts());
  }

  private void ofRules(
      String name,
      String help,
      Counters counters,
      List<String> names,
      ToLongFunction<Counters.OfRule> value) {
    head("rule_" + name + "_total", "counter", help);
    for (int i = 0; i < counters.rules().size(); i++) {
      String rule = i < names.size() ? names.get(i) : "#" + i;
      sample(
          "rule_" + name + "_total",
          "rule=\"" + escape(rule) + "\"",
          value.applyAsLong(counters.rules().get(i)));
    }
  }

  private void ofCalls(
      String name, String help, Counters counters, ToLongFunction<Counters.OfCall> value) {
    head("call_" + name + "_total", "counter", help);
    for (Counters.OfCall call : counters.calls()) {
      sample(
          "call_" + name + "_total",
          "call=\""
              + SyscallTable.builtIn().nameOrNumber(call.abi(), call.nr())
              + "\",abi=\""
              + call.abi().text()
              + "\"",
          value.applyAsLong(call));
    }
  }

  private void gauge(String name, String help, long value) {
    head(name, "gauge", help);
    sample(name, "", value);
  }

  private void counter(String name, String help, long value) {
    head(name + "_total", "counter", help);
    sample(name + "_total", "", value);
  }

  private void head(String name, String type, String help) {
    out.println("# HELP syscalltrack_" + name + " " + help + ".");
    out.println("# TYPE syscalltrack_" + name + " " + type);
  }

  private void sample(String name, String labels, long value) {
    out.println(
        "syscalltrack_"
            + name
            + (labels.isEmpty() ? "" : "{" + labels + "}")
            + " "
            + Long.toUnsignedString(value));
  }

  private static String escape(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
