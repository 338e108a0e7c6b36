// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.device.DeviceException;

/**
 * Each record as a JSON object on a line of its own. The names are documented in sctlog(8); they
 * are added to, not changed.
 *
 * <p>Only printable ASCII is written, everything else as a {@code u} escape: the output may go to a
 * terminal. A string that is no UTF-8 stands there as well as can be, and its bytes beside it.
 */
final class JsonFormatter implements EventFormatter {
  /** JSON lets a DEL through. */
  private static final class TerminalSafe extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private static final int DEL = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
      escapes[DEL] = CharacterEscapes.ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }

  private final Generations generations;
  private final CallNames calls;
  private final StringWriter line = new StringWriter();
  private final JsonGenerator json;

  JsonFormatter(Generations generations, CallNames calls) {
    this.generations = generations;
    this.calls = calls;
    try {
      json =
          new JsonFactoryBuilder()
              .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
              .characterEscapes(new TerminalSafe())
              .rootValueSeparator("")
              .build()
              .createGenerator(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void format(LogRecord entry, StringBuilder out) throws DeviceException {
    try {
      json.writeStartObject();
      if (entry instanceof LogRecord.Event event) {
        event(event);
      } else if (entry instanceof LogRecord.Lost gap) {
        json.writeStringField("type", "lost");
        position(gap.cpu(), gap.seq(), gap.timeNs());
        json.writeNumberField("count", gap.count());
      } else if (entry instanceof LogRecord.Malformed bytes) {
        json.writeStringField("type", "malformed");
        json.writeNumberField("bytes", bytes.bytes());
        json.writeStringField("problem", bytes.problem());
      }
      json.writeEndObject();
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A StringWriter never throws it.
    }
    out.append(line.getBuffer()).append('\n');
    line.getBuffer().setLength(0);
  }

  private void position(int cpu, long seq, long timeNs) throws IOException {
    json.writeNumberField("cpu", cpu);
    json.writeNumberField("seq", seq);
    json.writeNumberField("time_ns", timeNs);
  }

  private void event(LogRecord.Event event) throws IOException, DeviceException {
    Generations.Rule rule = generations.find(event.generation(), event.rule());
    json.writeStringField("type", "event");
    position(event.cpu(), event.seq(), event.timeNs());
    json.writeNumberField("generation", event.generation());
    json.writeStringField("rule", rule == null ? null : rule.name());
    json.writeNumberField("rule_index", event.rule());
    json.writeStringField("call", calls.name(event.abi(), event.nr()));
    json.writeNumberField("nr", event.nr());
    json.writeStringField("abi", event.abi().text());
    json.writeStringField("phase", event.phase().text());
    json.writeStringField("verdict", event.verdict().text());
    json.writeNumberField("pid", event.pid());
    json.writeNumberField("tid", event.tid());
    json.writeNumberField("uid", event.uid());
    if (event.phase() == Phase.AFTER || event.verdict() == Verdict.FAILED) {
      json.writeNumberField("retval", event.retval());
    }
    params(event);
    vars(event);
  }

  private void params(LogRecord.Event event) throws IOException {
    json.writeArrayFieldStart("params");
    for (LogRecord.Field field : event.fields()) {
      if (field.var() == Var.PARAMS) {
        value(field);
      }
    }
    json.writeEndArray();
  }

  private void vars(LogRecord.Event event) throws IOException {
    json.writeObjectFieldStart("vars");
    for (LogRecord.Field field : event.fields()) {
      if (field.var() != Var.PARAMS) {
        json.writeFieldName(field.var().text().toLowerCase(Locale.ROOT));
        value(field);
      }
    }
    json.writeEndObject();
  }

  private void value(LogRecord.Field field) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", field.type().text());
    json.writeFieldName("value");
    if (field.isUnreadable() || field.isNull()) {
      json.writeNull();
    } else if (field.isString()) {
      json.writeString(new String(field.bytes(), StandardCharsets.UTF_8));
    } else if (field.type() == Type.U64) {
      json.writeNumber(Long.toUnsignedString(field.integer()));
    } else {
      json.writeNumber(field.integer());
    }
    if (!Utf8.isValid(field.bytes())) {
      json.writeFieldName("base64");
      json.writeBinary(field.bytes());
    }
    if (field.isUnreadable()) {
      json.writeBooleanField("unreadable", true);
    }
    if (field.isCut()) {
      json.writeBooleanField("cut", true);
    }
    json.writeEndObject();
  }
}
