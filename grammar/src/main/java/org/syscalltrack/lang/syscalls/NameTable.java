// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What numbers of parameters are called: names.tbl, whose head describes it. */
public final class NameTable {
  /** What stands for the value that a call returns. */
  public static final String RETVAL = "retval";

  private static Map<String, List<Naming>> byParameter;

  private NameTable() {}

  /** The lines for a parameter, or a field of one, in their order. */
  public static List<Naming> of(String call, String param) {
    return byParameter().getOrDefault(call + "." + param, List.of());
  }

  private static synchronized Map<String, List<Naming>> byParameter() {
    if (byParameter == null) {
      byParameter = new HashMap<>();
      for (String line : DataFile.resource("names.tbl", " ").lines()) {
        read(DataFile.words(line));
      }
    }
    return byParameter;
  }

  private static void read(List<String> words) {
    Naming.Kind kind = Naming.Kind.valueOf(words.get(0).toUpperCase(Locale.ROOT));
    boolean flags = kind == Naming.Kind.FLAGS;
    int first = flags ? 3 : kind == Naming.Kind.ENUM ? 2 : 1;
    int when = words.indexOf("when");
    int end = when < 0 ? words.size() : when;
    Naming naming =
        new Naming(
            kind,
            first > 1 ? groups(words.get(1)) : List.of(),
            flags ? Long.decode(words.get(2)) : -1,
            when < 0 ? null : words.get(when + 1),
            when < 0 ? List.of() : List.of(words.get(when + 2).split(",")));
    for (String parameter : words.subList(first, end)) {
      byParameter.computeIfAbsent(parameter, p -> new ArrayList<>(1)).add(naming);
    }
  }

  private static List<Naming.Group> groups(String text) {
    List<Naming.Group> groups = new ArrayList<>(1);
    for (String word : text.split("\\+")) {
      int colon = word.indexOf(':');
      groups.add(
          colon < 0
              ? new Naming.Group(word, List.of())
              : new Naming.Group(
                  word.substring(0, colon), List.of(word.substring(colon + 1).split(","))));
    }
    return groups;
  }
}
