// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;
import org.syscalltrack.source.RecordSourceException;

/** Makes messages of records. The records are filled anew by who reads them; messages stay. */
final class EventMessages {
  private final Generations generations;
  private final EventFormatter text;
  private final EventFormatter json;
  private final Bytes line = new Bytes();

  EventMessages(Generations generations, EventFormatter text, EventFormatter json) {
    this.generations = generations;
    this.text = text;
    this.json = json;
  }

  EventMessage of(LogRecord entry) throws RecordSourceException {
    if (entry instanceof Event event) {
      return event(event, generations.kind(event), entry);
    } else if (entry instanceof LogRecord.Lost gap) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("type", "lost");
      fields.put("count", Long.toUnsignedString(gap.count()));
      fields.put("cpu", Integer.toString(gap.cpu()));
      return message("sct.lost", Level.WARN, "lost", gap.epochNs(), fields, entry);
    } else if (entry instanceof LogRecord.Task task) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("type", "task");
      fields.put("tid", Integer.toString(task.tid()));
      return message("sct.task", Level.DEBUG, "task", task.epochNs(), fields, entry);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("type", "malformed");
    long now = System.currentTimeMillis() * 1_000_000L;
    return message("sct.malformed", Level.ERROR, "malformed", now, fields, entry);
  }

  private EventMessage message(
      String logger,
      Level level,
      String type,
      long epochNs,
      Map<String, String> fields,
      LogRecord entry)
      throws RecordSourceException {
    return new EventMessage(
        logger, level, type, epochNs, line(text, entry), line(json, entry), fields);
  }

  private String line(EventFormatter formatter, LogRecord entry) throws RecordSourceException {
    line.clear();
    formatter.format(entry, line);
    String made = line.toString();
    return made.substring(0, made.length() - 1);
  }

  private EventMessage event(Event event, EventKind kind, LogRecord entry)
      throws RecordSourceException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("type", "event");
    fields.put("id", event.cpu() + "-" + event.lane() + "-" + Long.toUnsignedString(event.seq()));
    put(fields, "host", kind.machine().host());
    put(fields, "boot_id", kind.machine().bootId());
    String logger = "sct.rule";
    Level level = Level.INFO;
    Generations.Rule rule = kind.rule();
    if (rule != null) {
      logger = EventMessage.RULE + rule.name();
      level = level(rule.priority());
      put(fields, "rule", rule.name());
      fields.put("priority", rule.priority().text());
      fields.put("tags", String.join(",", rule.tags()));
      put(fields, "description", rule.description());
    }
    call(event, kind, fields);
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      fields.putIfAbsent(name(field, kind), value(field));
    }
    String type = kind.call() == null ? "event" : EventMessage.key(kind.call());
    return message(logger, level, type, event.epochNs(), fields, entry);
  }

  private static void call(Event event, EventKind kind, Map<String, String> fields) {
    put(fields, "call", kind.call());
    fields.put("nr", Integer.toString(kind.nr()));
    fields.put("abi", kind.abi().text());
    fields.put("phase", event.phase().text());
    fields.put("verdict", event.verdict().text());
    fields.put("pid", Integer.toString(event.pid()));
    fields.put("tid", Integer.toString(event.tid()));
    fields.put("uid", Long.toString(event.uid()));
    if (event.hasRetval()) {
      fields.put("retval", Long.toString(event.retval()));
      put(fields, "error", Decoder.error(event.retval()));
    }
    fields.put("outcome", outcome(event));
  }

  /** In the words of the Elastic Common Schema. */
  private static String outcome(Event event) {
    return switch (event.verdict()) {
      case FAILED, KILLED -> "failure";
      case SUSPENDED -> "unknown";
      case ALLOWED ->
          !event.hasRetval()
              ? "unknown"
              : Decoder.error(event.retval()) == null ? "success" : "failure";
    };
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (value != null) {
      Bytes out = new Bytes();
      Escape.plain(value, out);
      fields.put(name, out.toString());
    }
  }

  private static String name(Event.Field field, EventKind kind) {
    if (field.var() != Var.PARAMS) {
      return field.var().text().toLowerCase(Locale.ROOT);
    }
    EventKind.Param param = kind.param(field.index());
    String name = param == null ? EventKind.nameless(field.index()) : param.name();
    return EventMessage.key("param." + name);
  }

  /** As text shows it, but a string without quotes: what is around it has its own. */
  private static String value(Event.Field field) {
    Bytes out = new Bytes();
    boolean isPlain = !field.isUnreadable() && !field.isNull() && !field.isList();
    if (isPlain && field.isString() && field.type() != Type.SADDR) {
      Escape.plain(field.array(), field.offset(), field.length(), out);
    } else {
      TextFormatter.param(field, null, null, out);
    }
    return out.toString();
  }

  /** Log4j has one level for what is worse than an error, and none between the next two. */
  private static Level level(Priority priority) {
    return switch (priority) {
      case EMERG, ALERT, CRIT -> Level.FATAL;
      case ERR -> Level.ERROR;
      case WARNING -> Level.WARN;
      case NOTICE, INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
    };
  }
}
