// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;

/** Events in the groups of one or several dimensions. */
public final class Grouping {
  /** A live log may show new processes for ever; what is beyond goes to one group of the rest. */
  static final int LIMIT = 20_000;

  /** A group's name, by dimension, and what is in it; of the rest, the names are null. */
  record Row(List<String> names, Group group) {}

  private final List<Dimension> by;
  private final Map<Object, Group> groups = new HashMap<>();
  private Group rest;

  /**
   * @param by at least one
   */
  public Grouping(List<Dimension> by) {
    this.by = List.copyOf(by);
  }

  public List<Dimension> by() {
    return by;
  }

  Group find(Dimension.Values values, Event event, EventKind kind, Process process) {
    Object key;
    if (by.size() == 1) {
      key = values.of(by.get(0), event, kind, process);
    } else {
      List<Object> keys = new ArrayList<>(by.size());
      for (Dimension dimension : by) {
        keys.add(values.of(dimension, event, kind, process));
      }
      key = keys;
    }
    Group group = groups.get(key);
    if (group == null && groups.size() < LIMIT) {
      group = new Group();
      groups.put(key, group);
    } else if (group == null) {
      rest = rest == null ? new Group() : rest;
      group = rest;
    }
    return group;
  }

  void look() {
    groups.values().forEach(Group::look);
    if (rest != null) {
      rest.look();
    }
  }

  /** The largest first; the rest is last. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    groups.forEach((key, group) -> rows.add(new Row(names(key), group)));
    rows.sort(
        Comparator.comparingLong((Row row) -> -row.group().count)
            .thenComparing(row -> String.join(" ", row.names())));
    if (rest != null) {
      rows.add(new Row(null, rest));
    }
    return rows;
  }

  private static List<String> names(Object key) {
    return key instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.toList())
        : List.of(key.toString());
  }
}
