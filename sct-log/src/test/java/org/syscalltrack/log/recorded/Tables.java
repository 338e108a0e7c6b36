// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.recorded;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.compile.Compilation;
import org.syscalltrack.lang.compile.Compiler;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.table.Binding;
import org.syscalltrack.lang.table.RateLimit;
import org.syscalltrack.lang.table.RuleTable;
import org.syscalltrack.lang.table.TableFormatException;
import org.syscalltrack.lang.table.TableReader;
import org.syscalltrack.lang.table.TableRule;
import org.syscalltrack.lang.table.TableWriter;

/** Rule tables. */
public final class Tables {
  private Tables() {}

  /**
   * A table with nothing but names and formats: rules called rule0, rule1, ... with these formats;
   * null for none.
   */
  public static byte[] withFormats(String... formats) {
    List<TableRule> rules = new ArrayList<>();
    for (String format : formats) {
      rules.add(
          new TableRule(
              new TableRule.About("rule" + rules.size(), Priority.INFO, List.of(), null),
              Phase.BEFORE,
              List.of(),
              new TableRule.Act(Action.LOG, 0, 0),
              new TableRule.Events(
                  format, RateLimit.NONE, 0, SctAbi.MAX_DATA, 0, EnumSet.noneOf(Var.class)),
              SctAbi.RULE_LOG));
    }
    return TableWriter.write(new RuleTable(rules, List.of(), List.of(), ""));
  }

  /** The table of rules as a user writes them. */
  public static byte[] compiled(String rules) {
    Compilation compilation = Compiler.compile(List.of(new SourceText("test.conf", rules)));
    if (compilation.bytes() == null) {
      throw new AssertionError(compilation.diagnostics().toString());
    }
    return compilation.bytes();
  }

  /** The index of the view through which the rule sees the call. */
  public static int view(byte[] table, int rule, Abi abi, int nr) {
    try {
      for (Binding binding : TableReader.read(table).bindings()) {
        if (binding.rule() == rule && binding.abi() == abi && binding.nr() == nr) {
          return binding.view();
        }
      }
    } catch (TableFormatException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("rule " + rule + " does not see call " + nr);
  }
}
