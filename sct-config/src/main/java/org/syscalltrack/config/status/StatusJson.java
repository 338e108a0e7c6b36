// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.Counters;
import org.syscalltrack.device.Status;
import org.syscalltrack.lang.syscalls.SyscallTable;

/** A report as one JSON object; sct_config(8) says what its members are. */
final class StatusJson {
  private StatusJson() {}

  static void print(StatusCommand.Report report, PrintStream out) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      status(json, report.status());
      rules(json, report);
      calls(json, report.counters());
      json.writeEndObject();
    }
    out.println(text);
  }

  private static void status(JsonGenerator json, Status status) throws IOException {
    json.writeArrayFieldStart("degraded");
    for (Degradation way : status.degraded()) {
      json.writeString(way.name().toLowerCase(java.util.Locale.ROOT));
    }
    json.writeEndArray();
    unseen(json, status.unseen());
    json.writeBooleanField("locked", status.locked());
    loaded(json, status.loaded());
    if (status.unconfirmed() == null) {
      json.writeNullField("unconfirmed");
    } else {
      json.writeObjectFieldStart("unconfirmed");
      json.writeNumberField("left_ms", status.unconfirmed().leftMs());
      json.writeNumberField("generation", status.unconfirmed().generation());
      json.writeEndObject();
    }
    json.writeNumberField("hooks", status.hookCount());
    json.writeNumberField("calls_in_progress", status.afterCalls());
    json.writeArrayFieldStart("abis");
    for (Abi abi : status.abis()) {
      json.writeString(abi.text());
    }
    json.writeEndArray();
    log(json, status.log());
  }

  private static void cost(JsonGenerator json, Status.Cost cost) throws IOException {
    if (cost.steps() == 0) {
      json.writeNullField("cost");
      return;
    }
    json.writeObjectFieldStart("cost");
    json.writeNumberField("steps", cost.steps());
    json.writeNumberField("of", SctAbi.MAX_COST);
    json.writeStringField("abi", cost.abi().text());
    json.writeStringField("call", SyscallTable.builtIn().nameOrNumber(cost.abi(), cost.nr()));
    json.writeEndObject();
  }

  private static void unseen(JsonGenerator json, Status.Unseen unseen) throws IOException {
    if (unseen == null) {
      json.writeNullField("unseen");
      return;
    }
    json.writeObjectFieldStart("unseen");
    json.writeNumberField("calls", unseen.calls());
    json.writeStringField("call", SyscallTable.builtIn().nameOrNumber(unseen.abi(), unseen.nr()));
    json.writeStringField("abi", unseen.abi().text());
    json.writeEndObject();
  }

  private static void loaded(JsonGenerator json, Status.Loaded loaded) throws IOException {
    json.writeNumberField("generation", loaded.generation());
    json.writeNumberField("rule_count", loaded.ruleCount());
    json.writeNumberField("table_bytes", loaded.tableSize());
    json.writeNumberField("memory_bytes", loaded.memory());
    cost(json, loaded.cost());
    json.writeNumberField("loaded_ns", loaded.timeNs());
    json.writeObjectFieldStart("loaded_by");
    Status.Who by = loaded.by();
    json.writeNumberField("uid", by.uid());
    if (by.loginuid() == Status.Who.NO_LOGIN) {
      json.writeNullField("loginuid");
    } else {
      json.writeNumberField("loginuid", by.loginuid());
    }
    json.writeNumberField("pid", by.pid());
    json.writeStringField("comm", by.comm());
    json.writeEndObject();
    json.writeArrayFieldStart("origin");
    for (String line : loaded.origin().lines().toList()) {
      json.writeString(line);
    }
    json.writeEndArray();
  }

  private static void log(JsonGenerator json, Status.Log log) throws IOException {
    json.writeObjectFieldStart("log");
    json.writeNumberField("bytes_per_cpu", log.bytes());
    json.writeNumberField("events", log.events());
    json.writeNumberField("overwritten", log.overwritten());
    json.writeNumberField("readers", log.readers());
    json.writeNumberField("must_waiting", log.mustWaiting());
    json.writeNumberField("must_waits", log.mustWaits());
    json.writeNumberField("must_timeouts", log.mustTimeouts());
    json.writeEndObject();
  }

  private static void rules(JsonGenerator json, StatusCommand.Report report) throws IOException {
    json.writeArrayFieldStart("rules");
    for (int i = 0; i < report.counters().rules().size(); i++) {
      Counters.OfRule rule = report.counters().rules().get(i);
      json.writeStartObject();
      json.writeNumberField("number", i);
      json.writeStringField("name", i < report.names().size() ? report.names().get(i) : null);
      json.writeNumberField("evaluations", rule.evaluations());
      json.writeNumberField("hits", rule.hits());
      json.writeNumberField("events", rule.events());
      json.writeNumberField("suppressed", rule.suppressed());
      json.writeNumberField("dropped", rule.dropped());
      json.writeNumberField("last_hit_ns", rule.lastHitNs());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void calls(JsonGenerator json, Counters counters) throws IOException {
    json.writeArrayFieldStart("calls");
    for (Counters.OfCall call : counters.calls()) {
      json.writeStartObject();
      json.writeStringField("call", SyscallTable.builtIn().name(call.abi(), call.nr()));
      json.writeNumberField("nr", call.nr());
      json.writeStringField("abi", call.abi().text());
      json.writeNumberField("evaluations", call.evaluations());
      json.writeNumberField("refused", call.refused());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
