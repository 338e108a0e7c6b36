// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.coverage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;

/** All doors as one JSON object; sct_config(8) says what its members are. */
final class CoverageJson {
  private CoverageJson() {}

  static void print(Kernel kernel, List<RuleCoverage> rules, PrintStream out) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      kernel(json, kernel);
      json.writeArrayFieldStart("rules");
      for (RuleCoverage rule : rules) {
        rule(json, rule);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text);
  }

  private static void kernel(JsonGenerator json, Kernel kernel) throws IOException {
    if (!kernel.isAsked()) {
      json.writeNullField("kernel");
      return;
    }
    json.writeObjectFieldStart("kernel");
    json.writeArrayFieldStart("abis");
    for (Abi abi : kernel.status().abis()) {
      json.writeString(abi.text());
    }
    json.writeEndArray();
    json.writeNumberField("generation", kernel.status().loaded().generation());
    json.writeBooleanField("in_force", kernel.inForce());
    json.writeArrayFieldStart("degraded");
    for (Degradation way : kernel.degraded()) {
      json.writeString(word(way));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void rule(JsonGenerator json, RuleCoverage rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", rule.rule().name());
    json.writeStringField("file", rule.rule().span().source().name());
    json.writeNumberField("line", rule.rule().span().line());
    json.writeStringField("action", rule.rule().action().type().text());
    json.writeStringField("at", rule.rule().isOnObjects() ? "objects" : "calls");
    json.writeBooleanField("whole", rule.isWhole());
    json.writeArrayFieldStart("doors");
    for (Finding finding : rule.findings()) {
      door(json, finding);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void door(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("entry", finding.door().entry());
    json.writeStringField("name", finding.door().name());
    json.writeNumberField("number", finding.door().number());
    json.writeStringField("call", finding.door().call().name());
    if (finding.operation() != null) {
      json.writeStringField("operation", finding.operation().text());
    }
    json.writeStringField("state", word(finding.state()));
    if (!finding.note().isEmpty()) {
      json.writeStringField("note", finding.note());
    }
    if (!finding.tried().isEmpty()) {
      json.writeStringField("tried", finding.tried());
    }
    json.writeEndObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
