// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.TableWriter;

/** Rule tables with nothing but names and formats in them. */
final class Tables {
  private Tables() {}

  /** A table of rules called rule0, rule1, ... with these formats; null for none. */
  static byte[] withFormats(String... formats) {
    List<TableRule> rules = new ArrayList<>();
    for (String format : formats) {
      rules.add(
          new TableRule(
              "rule" + rules.size(),
              format,
              List.of(),
              Action.LOG,
              Phase.BEFORE,
              SctAbi.RULE_LOG,
              0,
              EnumSet.noneOf(Var.class)));
    }
    return TableWriter.write(new RuleTable(rules, List.of(), List.of(), ""));
  }
}
