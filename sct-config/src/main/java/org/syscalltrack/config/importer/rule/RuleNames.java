// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.syscalltrack.abi.SctAbi;

/** Names for rules, each once: a stem, with a number behind it where the stem is taken. */
public final class RuleNames {
  private static final int ROOM_FOR_NUMBER = 8;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> last = new HashMap<>();

  public String next(String stem) {
    String clean = clean(stem);
    String name = clean;
    int number = last.getOrDefault(clean, 1);
    while (!taken.add(name)) {
      number++;
      name = clean + "_" + number;
    }
    last.put(clean, number);
    return name;
  }

  private static String clean(String stem) {
    StringBuilder out = new StringBuilder();
    stem.codePoints()
        .limit((SctAbi.MAX_NAME - ROOM_FOR_NUMBER) / 4)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '_' : c));
    return out.isEmpty() ? "imported" : out.toString();
  }

  /** A word as a tag may be. */
  public static String tag(String word) {
    String tag = word.replaceAll("[^A-Za-z0-9_.:/-]", "_");
    return tag.isEmpty() ? "_" : tag;
  }
}
