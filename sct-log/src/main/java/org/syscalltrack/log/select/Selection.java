// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.select;

import java.util.Set;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;

/**
 * Which events are shown: those that every criterion takes.
 *
 * @param rules names; empty: all
 * @param pids empty: all
 * @param uids empty: all
 * @param calls names of calls really made; empty: all
 * @param sinceNs time of the first, in nanoseconds since 1970
 * @param untilNs time of the last, likewise
 * @param filter null: all
 */
public record Selection(
    Set<String> rules,
    Set<Long> pids,
    Set<Long> uids,
    Set<String> calls,
    long sinceNs,
    long untilNs,
    EventFilter filter) {

  public static final Selection ALL =
      new Selection(Set.of(), Set.of(), Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE, null);

  /** The same without an end. */
  public Selection withoutUntil() {
    return new Selection(rules, pids, uids, calls, sinceNs, Long.MAX_VALUE, filter);
  }

  public boolean wants(Event event, EventKind kind) {
    return event.epochNs() >= sinceNs
        && (pids.isEmpty() || pids.contains((long) event.pid()))
        && (uids.isEmpty() || uids.contains(event.uid()))
        && (calls.isEmpty() || kind.call() != null && calls.contains(kind.call()))
        && (rules.isEmpty() || kind.rule() != null && rules.contains(kind.rule().name()))
        && (filter == null || filter.matches(event, kind));
  }
}
