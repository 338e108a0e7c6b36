// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.EnumSet;
import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Var;

/**
 * A rule as the kernel has it; {@code struct sct_rule}.
 *
 * @param format its log_format, or null
 * @param code empty: matches always
 * @param error what FAIL returns, positive; else 0
 * @param captures variables that its events carry besides the parameters
 */
public record TableRule(
    String name,
    String format,
    List<Insn> code,
    Action action,
    Phase phase,
    int flags,
    int error,
    EnumSet<Var> captures) {

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
