// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.recorded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of JSON, each as maps, lists, and texts; numbers as they were written. */
public final class Json {
  private Json() {}

  public static List<Map<String, Object>> lines(String text) throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        parser.nextToken();
        lines.add(object(parser));
      }
    }
    return lines;
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }
}
