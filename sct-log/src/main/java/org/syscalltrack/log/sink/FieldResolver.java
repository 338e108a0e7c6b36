// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolver;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverConfig;
import org.apache.logging.log4j.layout.template.json.util.JsonWriter;

/**
 * <code>{"$resolver": "sct"}</code> in a template of JSON: the whole event as {@code sctlog --json}
 * prints it; with <code>"field": "pid"</code>, one field, a number if it is one of those that are;
 * with <code>"list": true</code>, what is between its commas as an array. What the event does not
 * have is left out.
 */
final class FieldResolver implements EventResolver {
  private final String field;
  private final boolean isList;

  FieldResolver(TemplateResolverConfig config) {
    this.field = config.getString("field");
    this.isList = Boolean.TRUE.equals(config.getBoolean("list"));
  }

  @Override
  public boolean isResolvable(LogEvent event) {
    return event.getMessage() instanceof EventMessage message
        && (field == null || message.get(field) != null);
  }

  @Override
  public void resolve(LogEvent event, JsonWriter writer) {
    if (!(event.getMessage() instanceof EventMessage message)) {
      writer.writeNull();
    } else if (field == null) {
      writer.writeRawString(message.json());
    } else {
      value(message.get(field), writer);
    }
  }

  private void value(String value, JsonWriter writer) {
    if (value == null) {
      writer.writeNull();
    } else if (isList) {
      list(value, writer);
    } else if (isNumber(field)) {
      writer.writeRawString(value);
    } else {
      writer.writeString(value);
    }
  }

  private static void list(String value, JsonWriter writer) {
    writer.writeArrayStart();
    String separator = "";
    for (String word : value.isEmpty() ? new String[0] : value.split(",")) {
      writer.writeRawString(separator);
      writer.writeString(word);
      separator = ",";
    }
    writer.writeArrayEnd();
  }

  private static boolean isNumber(String name) {
    return switch (name) {
      case "pid", "tid", "uid", "nr", "retval", "count", "cpu" -> true;
      default -> false;
    };
  }
}
