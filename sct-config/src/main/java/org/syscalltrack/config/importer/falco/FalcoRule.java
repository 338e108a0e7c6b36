// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.importer.falco;

import java.util.ArrayList;
import java.util.List;

/** A rule of Falco, as far as its files have told. */
final class FalcoRule {
  final String name;
  final String file;
  final int line;
  String condition;
  String description = "";
  String output = "";
  String priority = "";
  String source = "syscall";
  boolean enabled = true;
  final List<String> tags = new ArrayList<>();
  final List<Except> exceptions = new ArrayList<>();

  /** When the rule is not to act: for each of the values, all fields compare so. */
  record Except(
      String name, List<String> fields, List<String> comps, List<List<List<String>>> values) {}

  FalcoRule(String name, String file, int line) {
    this.name = name;
    this.file = file;
    this.line = line;
  }
}
