// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.facts;

import java.util.HashMap;
import java.util.Map;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.source.Origin;

/**
 * How long calls took: from the first event before a call to the first one after it.
 *
 * <p>A thread is in one call at a time. That the two events are of the same call is certain as
 * little as that no rule's filter left one out, so a pair is none if anything speaks against it:
 * the call, an integer among the parameters, the order of the times, or a loss between the two.
 */
public final class CallTimes {
  /** Of a call whose duration is not known. */
  public static final long UNKNOWN = -1;

  /** A call that a thread is in. */
  private static final class Begun {
    int call;
    int pid;
    int rule;
    long timeNs;

    /** Which parameters are integers that the event told, bit by bit, and these. */
    int told;

    final long[] params = new long[SctAbi.MAX_PARAMS];
  }

  private final Map<Origin, Map<Integer, Begun>> threads = new HashMap<>();

  /** What is lost may have been the end of any call, or the beginning of the next. */
  public void lost() {
    threads.clear();
  }

  /** The duration in nanoseconds of the call that this event ends, or {@link #UNKNOWN}. */
  public long take(Event event) {
    Map<Integer, Begun> ofOrigin = threads.computeIfAbsent(event.origin(), o -> new HashMap<>());
    if (event.phase() == Phase.AFTER) {
      Begun begun = ofOrigin.remove(event.tid());
      boolean ends = begun != null && isSame(begun, event) && event.timeNs() >= begun.timeNs;
      return ends ? event.timeNs() - begun.timeNs : UNKNOWN;
    }
    if (!Outcome.willReturn(event)) {
      ofOrigin.remove(event.tid());
      return UNKNOWN;
    }
    Begun begun = ofOrigin.get(event.tid());
    // A second rule sees the same call as the first: it began when the first one saw it.
    if (begun == null || begun.rule == event.rule() || !isSame(begun, event)) {
      ofOrigin.put(event.tid(), begin(event));
    }
    return UNKNOWN;
  }

  private static int call(Event event) {
    return event.abi().number() << 16 | event.nr();
  }

  private static Begun begin(Event event) {
    Begun begun = new Begun();
    begun.call = call(event);
    begun.pid = event.pid();
    begun.rule = event.rule();
    begun.timeNs = event.timeNs();
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      if (isArgument(field)) {
        begun.told |= 1 << field.index();
        begun.params[field.index() - 1] = field.integer();
      }
    }
    return begun;
  }

  private static boolean isSame(Begun begun, Event event) {
    if (begun.call != call(event) || begun.pid != event.pid()) {
      return false;
    }
    for (int i = 0; i < event.fieldCount(); i++) {
      Event.Field field = event.field(i);
      boolean both = isArgument(field) && (begun.told & 1 << field.index()) != 0;
      if (both && begun.params[field.index() - 1] != field.integer()) {
        return false;
      }
    }
    return true;
  }

  /** What is in a register, and so the same before and after the call. */
  private static boolean isArgument(Event.Field field) {
    return field.var() == Var.PARAMS
        && field.index() >= 1
        && field.index() <= SctAbi.MAX_PARAMS
        && field.isInteger()
        && !field.isUnreadable();
  }
}
