// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What files such as /etc/passwd call their numbers. */
public final class Users {
  static final Path PASSWD = Path.of("/etc/passwd");
  static final Path GROUP = Path.of("/etc/group");

  private Users() {}

  /** The number of a user, or null. */
  public static Long id(String name) {
    try {
      return ids(PASSWD).get(name);
    } catch (IOException e) {
      return null;
    }
  }

  /** The name of a user, or the number where it has none. */
  public static String name(long id) {
    try {
      for (Map.Entry<String, Long> user : ids(PASSWD).entrySet()) {
        if (user.getValue() == id) {
          return user.getKey();
        }
      }
    } catch (IOException e) {
      // The number says as much.
    }
    return Long.toString(id);
  }

  /** By name: the third field of each line. */
  static Map<String, Long> ids(Path file) throws IOException {
    Map<String, Long> ids = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(":");
      Long number = fields.length > 2 ? NumberLiteral.parse(fields[2]) : null;
      if (number != null) {
        ids.putIfAbsent(fields[0], number);
      }
    }
    return ids;
  }
}
