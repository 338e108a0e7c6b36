// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.check.CheckedRule;

/** Findings as one JSON object; sct_config(8) says what its members are. */
final class FindingsJson {
  private FindingsJson() {}

  static void print(Findings findings, List<CheckedRule> rules, PrintStream out)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeNumberField("events", findings.events);
      json.writeNumberField("calls", findings.calls);
      json.writeNumberField("lost", findings.lost);
      if (findings.events > 0) {
        json.writeStringField("first", FindingsText.instant(findings.firstNs));
        json.writeStringField("last", FindingsText.instant(findings.lastNs));
      }
      json.writeNumberField("prevented_both", findings.preventedBoth);
      json.writeNumberField("prevented_only_now", findings.preventedOnlyNow);
      json.writeNumberField("prevented_only_then", findings.preventedOnlyThen);
      json.writeNumberField("unmatched", findings.unmatched);
      json.writeArrayFieldStart("rules");
      for (int i = 0; i < rules.size(); i++) {
        rule(json, findings, findings.rules.get(i), rules.get(i));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println(text);
  }

  private static void rule(
      JsonGenerator json, Findings findings, Findings.OfRule found, CheckedRule rule)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", rule.name());
    json.writeStringField("action", FindingsText.action(rule.action()));
    json.writeNumberField("asked", found.asked);
    json.writeNumberField("matches", found.matched);
    double perDay = findings.perDay(found.matched);
    if (!Double.isNaN(perDay)) {
      json.writeNumberField("a_day", perDay);
    }
    json.writeObjectFieldStart("not_told");
    for (Map.Entry<String, Long> lacking : found.lacking.entrySet()) {
      json.writeNumberField(lacking.getKey(), lacking.getValue());
    }
    json.writeEndObject();
    if (found.first != null) {
      json.writeStringField("first", found.first);
    }
    json.writeBooleanField("on_objects", rule.isOnObjects());
    json.writeEndObject();
  }
}
