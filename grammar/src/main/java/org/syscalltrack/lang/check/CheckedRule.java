// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Hold;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Derived;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.Permission;
import org.syscalltrack.lang.syscalls.Syscall;

/**
 * A rule without errors, all names resolved.
 *
 * @param span what messages about the rule as a whole point at: its name
 * @param callWords of syscall_name: names and groups
 * @param everyCall {@code syscall_name = *}; {@code calls} are all that there are
 * @param filter as typed, not yet folded; null: matches always
 * @param filterSpan of the filter field, or null
 * @param unreadableMatches whether a filter that cannot read what it needs matches
 * @param exact whether the families are switched off
 * @param derived what is made of parameters: PARAMS from {@code SctAbi.MAX_PARAMS + 1} on
 * @param filterDerived how many of them, the first ones, the filter uses
 * @param isOnObjects whether it is asked where objects are known, and not at the entry of calls
 * @param hold what is held of the files that it asks for
 * @param permissions what is done to them; empty: anything
 */
public record CheckedRule(
    Span span,
    String name,
    About about,
    List<String> callWords,
    List<Syscall> calls,
    boolean everyCall,
    Phase phase,
    Cond filter,
    Span filterSpan,
    boolean unreadableMatches,
    CheckedAction action,
    boolean exact,
    List<Derived> derived,
    int filterDerived,
    boolean isOnObjects,
    Hold hold,
    Set<Permission> permissions) {
  /** Whether the call is named by itself, not only one of a group. */
  public boolean names(Syscall call) {
    return callWords.contains(call.name());
  }
}
