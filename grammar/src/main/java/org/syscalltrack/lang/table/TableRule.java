// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.EnumSet;
import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;

/**
 * A rule as the kernel has it; {@code struct sct_rule}.
 *
 * @param format its log_format, or null
 * @param tags in the order written
 * @param description for people, or null
 * @param code empty: matches always
 * @param signal of KILL, else 0
 * @param error what FAIL, or a MUST rule in vain, returns, positive; else 0
 * @param flags {@code SctAbi.RULE_*}
 * @param derived bit n: its events carry derived parameter n
 * @param maxData bytes of each buffer in an event
 * @param mustTimeoutMs how long a MUST rule lets the caller wait, else 0
 * @param captures variables that its events carry besides the parameters
 */
public record TableRule(
    String name,
    String format,
    List<String> tags,
    String description,
    List<Insn> code,
    Action action,
    Phase phase,
    Priority priority,
    int signal,
    int error,
    int flags,
    RateLimit rate,
    int derived,
    int maxData,
    int mustTimeoutMs,
    EnumSet<Var> captures) {
  private static final int SIGKILL = 9;

  /** A rule with the ordinary attributes: those that have one where nothing is said. */
  public TableRule(
      String name,
      String format,
      List<Insn> code,
      Action action,
      Phase phase,
      int flags,
      int error,
      EnumSet<Var> captures) {
    this(
        name,
        format,
        List.of(),
        null,
        code,
        action,
        phase,
        Priority.INFO,
        action == Action.KILL ? SIGKILL : 0,
        error,
        flags,
        RateLimit.NONE,
        0,
        SctAbi.MAX_DATA,
        0,
        captures);
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
