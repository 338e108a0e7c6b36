// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Verdict;

/**
 * A rule acted on a call.
 *
 * @param rule its name
 * @param call the call that was made, as the kernel names it: {@code unlinkat}, where the rule may
 *     be on {@code unlink}
 * @param phase whether the call is to come or over
 * @param verdict what becomes of the call
 * @param time when
 * @param result what the call returned, or the error that the rule gave it, negative; empty before
 *     a call that runs
 * @param params as the rule sees them, by name and in order; what was made of them behind them:
 *     {@code filename.path}
 * @param variables that the rule's log_format asks for, by the names of their macros: {@code comm}
 * @param text the line that sctlog shows
 * @param described the call as sctrace shows it: {@code unlinkat("/etc/passwd") = -1 EPERM
 *     (Operation not permitted)}
 */
public record SctEvent(
    String rule,
    String call,
    Phase phase,
    Verdict verdict,
    int pid,
    int tid,
    long uid,
    Instant time,
    OptionalLong result,
    Map<String, SctValue> params,
    Map<String, SctValue> variables,
    String text,
    String described) {

  /**
   * The text of a parameter.
   *
   * @param name as in filters: {@code filename}, {@code filename.path}
   * @return null if there is none of that name, or it is no text
   */
  public String string(String name) {
    return params.get(name) instanceof SctValue.Text text ? text.text() : null;
  }

  /** The name of the program that made the call, if the rule's log_format has %comm; else null. */
  public String comm() {
    return variables.get("comm") instanceof SctValue.Text text ? text.text() : null;
  }

  /** What a person is told: who did what, by which rule it was seen. */
  @Override
  public String toString() {
    String who = comm() == null ? "process " + pid : comm() + "[" + pid + "]";
    return who + ": " + described + " (rule '" + rule + "')";
  }
}
