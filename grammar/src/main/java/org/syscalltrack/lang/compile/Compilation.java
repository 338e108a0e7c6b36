// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.List;
import org.syscalltrack.lang.check.CheckedRule;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.table.Insn;
import org.syscalltrack.lang.table.RuleTable;

/**
 * What came of compiling.
 *
 * @param table null if there are errors
 * @param bytes the table for the kernel; null if there are errors
 * @param rules as checked, in the order of the table; with errors, those that have none
 * @param diagnostics errors and warnings, in the order of the text
 */
public record Compilation(
    RuleTable table,
    byte[] bytes,
    List<CheckedRule> rules,
    List<Diagnostic> diagnostics,
    List<RuleSpans> spans) {

  /** Where in the sources a rule, and each of its instructions, comes from. */
  public record RuleSpans(Span rule, List<Span> insns) {}

  public boolean isGood() {
    return bytes != null;
  }

  /** The place that a refusal by the kernel is about; null if it names none. */
  public Span place(int rule, int insn) {
    if (rule < 0 || rule >= spans.size()) {
      return null;
    }
    RuleSpans found = spans.get(rule);
    return insn >= 0 && insn < found.insns().size() ? found.insns().get(insn) : found.rule();
  }

  /** An instruction of a rule; null if there is none. */
  public Insn insn(int rule, int index) {
    if (table == null || rule < 0 || rule >= table.rules().size()) {
      return null;
    }
    List<Insn> code = table.rules().get(rule).code();
    return index >= 0 && index < code.size() ? code.get(index) : null;
  }
}
