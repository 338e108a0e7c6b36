// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Groups of calls such as {@code @file}: groups.tbl, whose head describes it. */
public final class GroupTable {
  private static DataFile data;

  private GroupTable() {}

  /** Names of the calls of a group, without its {@code @}; empty if there is no such group. */
  public static List<String> calls(String group) {
    List<String> calls = new ArrayList<>();
    for (String line : data().linesOf(group)) {
      List<String> words = DataFile.words(line);
      calls.addAll(words.subList(1, words.size()));
    }
    return calls;
  }

  public static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String line : data().lines()) {
      names.add(DataFile.words(line).get(0));
    }
    return names;
  }

  private static synchronized DataFile data() {
    if (data == null) {
      data = DataFile.resource("groups.tbl", " ");
    }
    return data;
  }
}
