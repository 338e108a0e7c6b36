// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;

/** The blocks of a rule file that have fields, and which each may have: the one place. */
enum Block {
  RULE(
      "a rule",
      "the rule, outside of action",
      List.of(
          "syscall_name",
          "rule_name",
          "filter_expression",
          "unreadable",
          "follow",
          "perm",
          "action",
          "when",
          "coverage",
          "priority",
          "tags",
          "description")),
  ACTION(
      "an action",
      "action { ... }",
      joined(
          List.of("type", "log_format", "error_code", "signal", "continue", "include_init"),
          joined(AskChecker.FIELDS, DeliveryChecker.FIELDS)));

  private final String called;
  private final String place;
  private final List<String> fields;

  Block(String called, String place, List<String> fields) {
    this.called = called;
    this.place = place;
    this.fields = fields;
  }

  private static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** What it is called in messages. */
  String called() {
    return called;
  }

  /** Where a field of it that stands elsewhere belongs. */
  String place() {
    return place;
  }

  List<String> fields() {
    return fields;
  }

  /** The block that the field belongs into, or null if it belongs into none. */
  static Block of(String field) {
    for (Block block : values()) {
      if (block.fields.contains(field)) {
        return block;
      }
    }
    return null;
  }
}
