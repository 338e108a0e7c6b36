// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import org.syscalltrack.abi.Action;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.lang.format.LogFormat;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.Syscall;

/**
 * A rule without errors, all names resolved.
 *
 * @param span what messages about the rule as a whole point at: its name
 * @param everyCall {@code syscall_name = *}; {@code calls} are all that there are
 * @param filter as typed, not yet folded; null: matches always
 * @param filterSpan of the filter field, or null
 * @param error what FAIL returns, positive; else 0
 * @param format null if the rule makes no event
 * @param exact whether the families are switched off
 * @param continues whether rules behind this one are looked at, too
 */
public record CheckedRule(
    Span span,
    String name,
    List<Syscall> calls,
    boolean everyCall,
    Phase phase,
    Cond filter,
    Span filterSpan,
    Action action,
    int error,
    LogFormat format,
    boolean exact,
    boolean continues) {}
