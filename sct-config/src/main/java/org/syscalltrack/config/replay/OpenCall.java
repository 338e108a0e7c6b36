// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;

/**
 * The call that a thread is in, as far as events tell: several rules may have told of one call,
 * before and after it, and a thread makes one call after the other.
 *
 * <p>Events do not say which call of its thread they are of. Two calls are taken for one only if
 * one rule told of the first and a later one, not that rule, of the second, and all parameters that
 * both tell are the same.
 */
final class OpenCall {
  private Abi abi;
  private int nr;
  private Phase phase;
  private int rule;
  private long generation;

  private Map<String, Integer> told = Map.of();

  /** Refused, or the caller killed, by the rules of that time. */
  private boolean wasPrevented;

  private boolean isPrevented;
  private boolean isMatched;

  /** The first event of a call. */
  OpenCall(Event event, EventKind kind) {
    take(event, kind);
  }

  /**
   * Whether the event may be of this call, too: events of one call come before it and then after
   * it, and in each of these in the order of the rules.
   */
  boolean isOf(Event event, EventKind kind) {
    if (event.abi() != abi || event.nr() != nr) {
      return false;
    }
    if (phase != event.phase()) {
      return phase == Phase.BEFORE && !wasPrevented;
    }
    return event.generation() == generation && event.rule() > rule && isAlike(values(event, kind));
  }

  private boolean isAlike(Map<String, Integer> values) {
    for (Map.Entry<String, Integer> value : values.entrySet()) {
      Integer before = told.get(value.getKey());
      if (before != null && !before.equals(value.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** A hash of each parameter that the event tells, by its name. */
  private static Map<String, Integer> values(Event event, EventKind kind) {
    Map<String, Integer> values = new HashMap<>();
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      EventKind.Param param = field.var() == Var.PARAMS ? kind.param(field.index()) : null;
      if (param != null) {
        int hash =
            field.isInteger() ? Long.hashCode(field.integer()) : Arrays.hashCode(field.bytes());
        values.put(param.name(), hash);
      }
    }
    return values;
  }

  /** Takes a further event; true if it is the first one of its phase. */
  boolean take(Event event, EventKind kind) {
    final boolean isFirst = phase != event.phase();
    abi = event.abi();
    nr = event.nr();
    phase = event.phase();
    rule = event.rule();
    generation = event.generation();
    told = values(event, kind);
    wasPrevented |= prevents(event.verdict());
    return isFirst;
  }

  /** Whether a call of that verdict does not take place. */
  static boolean prevents(Verdict verdict) {
    return switch (verdict) {
      case FAILED, KILLED -> true;
      case ALLOWED, SUSPENDED -> false;
    };
  }

  boolean wasPrevented() {
    return wasPrevented;
  }

  /** The rules on trial would have refused it, or killed the caller. */
  boolean isPrevented() {
    return isPrevented;
  }

  /** One of the rules on trial matches. */
  boolean isMatched() {
    return isMatched;
  }

  void match(boolean prevents) {
    isMatched = true;
    isPrevented |= prevents;
  }
}
