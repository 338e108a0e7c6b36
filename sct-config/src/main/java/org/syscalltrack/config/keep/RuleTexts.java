// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import java.util.LinkedHashMap;
import java.util.Map;

/** The canonical text of rules, rule by rule in order, each by its name. */
final class RuleTexts {
  private static final String START = "rule {\n";
  private static final String NAME = "  rule_name = ";

  private RuleTexts() {}

  static Map<String, String> of(String canonical) {
    Map<String, String> rules = new LinkedHashMap<>();
    StringBuilder rule = new StringBuilder();
    String name = "";
    for (String line : canonical.lines().toList()) {
      if ((line + "\n").equals(START)) {
        rule.setLength(0);
        name = "";
      } else if (name.isEmpty() && line.startsWith(NAME)) {
        name = line.substring(NAME.length());
      }
      rule.append(line).append('\n');
      if (line.equals("}")) {
        rules.put(name, rule.toString());
      }
    }
    return rules;
  }
}
