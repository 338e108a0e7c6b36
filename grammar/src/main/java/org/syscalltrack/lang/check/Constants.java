// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named numbers of the kernel's headers, by group: constants.tbl. */
final class Constants {
  private static Map<String, Map<String, Long>> groups;

  private Constants() {}

  /** Name to value, in the order of the file; the first name of a value is the usual one. */
  static Map<String, Long> group(String name) {
    return groups().getOrDefault(name, Map.of());
  }

  /** The value of a name of any group, or null. */
  static Long find(String name) {
    for (Map<String, Long> group : groups().values()) {
      Long value = group.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  static Map<String, Map<String, Long>> groups() {
    if (groups == null) {
      groups = read();
    }
    return groups;
  }

  private static Map<String, Map<String, Long>> read() {
    Map<String, Map<String, Long>> result = new LinkedHashMap<>();
    try (InputStream in = Constants.class.getResourceAsStream("constants.tbl");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          int first = line.indexOf(' ');
          int second = line.indexOf(' ', first + 1);
          result
              .computeIfAbsent(line.substring(0, first), group -> new LinkedHashMap<>())
              .put(line.substring(first + 1, second), Long.decode(line.substring(second + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }
}
