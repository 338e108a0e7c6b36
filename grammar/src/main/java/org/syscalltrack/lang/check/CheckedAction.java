// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.table.Asks;

/**
 * What a rule does, checked.
 *
 * @param error what FAIL, or waiting for the log or an answer in vain, returns; positive, else 0
 * @param signal of KILL, or of SUSPEND that kills without an answer; else 0
 * @param format null if the rule makes no event
 * @param continues whether rules behind this one are looked at, too
 * @param includeInit whether process 1 is not spared
 */
public record CheckedAction(
    Action type,
    int error,
    int signal,
    LogFormat format,
    boolean continues,
    boolean includeInit,
    Delivery delivery,
    Asks asks) {
  /** Whether it does more than to tell of the call. */
  public boolean interferes() {
    return type != null && type.verdict() != Verdict.ALLOWED;
  }
}
