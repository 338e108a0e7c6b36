// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.lang.ast.ByteString;

/** Comparisons of a string variable of ours with what Falco compares it with. */
final class Texts {
  /** What Falco shows where it does not know; nothing here has that name. */
  private static final List<String> UNKNOWN = List.of("<NA>", "N/A");

  private Texts() {}

  static Saying of(Cond.Test test, String variable) {
    String value = test.values().isEmpty() ? "" : test.values().get(0);
    return switch (test.op()) {
      case "exists" -> Saying.text(variable + " != \"\"");
      case "=" -> UNKNOWN.contains(value) ? Saying.FALSE : one(variable, "==", value);
      case "!=" -> UNKNOWN.contains(value) ? Saying.TRUE : one(variable, "!=", value);
      case "in", "intersects" -> in(variable, test.values());
      case "contains",
          "icontains",
          "startswith",
          "istartswith",
          "endswith",
          "iendswith",
          "glob",
          "iglob" ->
          one(variable, test.op(), value);
      case "pmatch" -> below(variable, test.values());
      default -> Saying.unsaid(test.toString());
    };
  }

  static Saying one(String variable, String op, String value) {
    return Saying.text(variable + " " + op + " " + quoted(value));
  }

  static Saying in(String variable, List<String> values) {
    List<String> known = values.stream().filter(v -> !UNKNOWN.contains(v)).distinct().toList();
    if (known.isEmpty()) {
      return Saying.FALSE;
    }
    if (known.size() == 1) {
      return one(variable, "==", known.get(0));
    }
    return Saying.text(
        variable + " in (" + String.join(", ", known.stream().map(Texts::quoted).toList()) + ")");
  }

  /** The path itself or what is below it. */
  static Saying below(String variable, List<String> paths) {
    List<Saying> parts = new ArrayList<>();
    for (String path : paths) {
      String bare =
          path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      parts.add(one(variable, "==", bare));
      parts.add(one(variable, "startswith", bare.equals("/") ? "/" : bare + "/"));
    }
    return Saying.any(parts);
  }

  static String quoted(String text) {
    return ByteString.of(text).quoted();
  }
}
