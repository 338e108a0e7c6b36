// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.util.EnumSet;
import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Priority;
import org.syscalltrack.abi.Var;

/**
 * A rule as the kernel has it; {@code struct sct_rule}.
 *
 * @param code its filter; empty: matches always
 * @param flags {@code SctAbi.RULE_*}
 */
public record TableRule(
    About about, Phase phase, List<Insn> code, Act act, Events events, int flags) {

  /**
   * What it is for people.
   *
   * @param tags in the order written
   * @param description null if it has none
   */
  public record About(String name, Priority priority, List<String> tags, String description) {}

  /**
   * What it does.
   *
   * @param signal of KILL, or of SUSPEND that kills without an answer; else 0
   * @param error what FAIL, a MUST rule in vain, or SUSPEND without an answer returns, positive;
   *     else 0
   */
  public record Act(Action action, int signal, int error, Asks asks) {
    public Act(Action action, int signal, int error) {
      this(action, signal, error, Asks.NOBODY);
    }
  }

  /**
   * How it makes events.
   *
   * @param format its log_format, or null
   * @param derived bit n: they carry derived parameter n
   * @param maxData bytes of each buffer in them
   * @param mustTimeoutMs how long a MUST rule lets the caller wait, else 0
   * @param captures variables that they carry besides the parameters
   */
  public record Events(
      String format,
      RateLimit rate,
      int derived,
      int maxData,
      int mustTimeoutMs,
      EnumSet<Var> captures) {}

  public String name() {
    return about.name();
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
