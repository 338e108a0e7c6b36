// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.device.Libc;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.log.format.Colours;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TextFormat;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.format.TimeStamp;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/** Makes of sctlog's events, which are filled anew for each record, ones that stay. */
final class EventReader {
  private static final long NS_PER_S = 1_000_000_000L;

  private final Generations generations = new Generations(Trace.silent());
  private final Decoder decoder = new Decoder(errno -> Libc.real().message(errno));
  private final TextFormatter line = formatter(null, null);
  private final TextFormatter before = formatter("%sname(%params)", decoder);
  private final TextFormatter after = formatter("%sname(%params) = %retval", decoder);

  private TextFormatter formatter(String format, Decoder names) {
    TextFormat forAll = format == null ? null : TextFormat.of(LogFormat.parse(format));
    ZoneId zone = ZoneId.systemDefault();
    TimeStamp none = TimeStamp.Style.NONE.in(zone);
    TimeStamp inLine = TimeStamp.Style.LOCAL.in(zone);
    Look look = new Look(none, Colours.OFF, names, inLine, () -> decoder);
    return new TextFormatter(generations, forAll, look);
  }

  SctEvent read(Event event) throws RecordSourceException {
    EventKind kind = generations.kind(event);
    long ns = event.epochNs();
    return new SctEvent(
        kind.rule() == null ? "#" + event.rule() : kind.rule().name(),
        kind.call() == null ? "#" + event.nr() : kind.call(),
        event.phase(),
        event.verdict(),
        event.pid(),
        event.tid(),
        event.uid(),
        Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_S), Math.floorMod(ns, NS_PER_S)),
        event.hasRetval() ? OptionalLong.of(event.retval()) : OptionalLong.empty(),
        params(event, kind),
        variables(event, kind),
        text(line, event),
        text(event.hasRetval() ? after : before, event));
  }

  private static String text(TextFormatter formatter, Event event) throws RecordSourceException {
    Bytes out = new Bytes();
    formatter.format(event, out);
    return out.toString().stripTrailing();
  }

  private Map<String, SctValue> params(Event event, EventKind kind) {
    Map<String, SctValue> params = new LinkedHashMap<>();
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      if (field.var() == Var.PARAMS) {
        EventKind.Param param = kind.param(field.index());
        String name = param == null ? EventKind.nameless(field.index()) : param.name();
        params.put(name, value(field, event, kind));
      }
    }
    return Collections.unmodifiableMap(params);
  }

  private Map<String, SctValue> variables(Event event, EventKind kind) {
    Map<String, SctValue> variables = new TreeMap<>();
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      if (field.var() != Var.PARAMS) {
        variables.put(field.var().text().toLowerCase(Locale.ROOT), value(field, event, kind));
      }
    }
    return Collections.unmodifiableMap(variables);
  }

  private SctValue value(Event.Field field, Event event, EventKind kind) {
    String shown = shown(field, null, null);
    if (field.isUnreadable()) {
      return new SctValue.Unreadable(shown);
    } else if (field.isNull()) {
      return new SctValue.Null(shown);
    } else if (field.isList()) {
      List<String> strings = new ArrayList<>();
      field.eachString((array, at, length) -> strings.add(utf8(array, at, length)));
      return new SctValue.Strings(List.copyOf(strings), field.missing(), shown);
    } else if (field.isString()) {
      String text = utf8(field.array(), field.offset(), field.length());
      return new SctValue.Text(text, field.isCut(), shown);
    } else if (field.type() == Type.SADDR || field.type() == Type.IP) {
      return new SctValue.Address(shown);
    }
    String decoded =
        field.var() == Var.PARAMS ? shown(field, decoder, new Decoder.Beside(event, kind)) : shown;
    return new SctValue.Int(field.integer(), shown, decoded);
  }

  private static String shown(Event.Field field, Decoder decoder, Decoder.Beside beside) {
    Bytes out = new Bytes();
    TextFormatter.param(field, decoder, beside, out);
    return out.toString();
  }

  private static String utf8(byte[] array, int at, int length) {
    return new String(array, at, length, StandardCharsets.UTF_8);
  }
}
