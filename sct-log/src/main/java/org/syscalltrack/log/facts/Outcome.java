// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.facts;

import java.util.HashMap;
import java.util.Map;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.abi.Verdict;
import org.syscalltrack.log.format.Decoder;
import org.syscalltrack.log.record.Event;

/**
 * How a call ended, as far as an event tells.
 *
 * @param text one of few words, such as {@code ok}, {@code ENOENT} or {@code refused EPERM}
 * @param isError whether the call failed, was refused, or cost its caller the life
 */
public record Outcome(String text, boolean isError) {
  private static final Outcome OK = new Outcome("ok", false);
  private static final Outcome ALLOWED = new Outcome("allowed", false);
  private static final Outcome SUSPENDED = new Outcome("suspended", false);
  private static final Outcome KILLED = new Outcome("killed", true);
  private static final Map<Long, Outcome> RETURNED = new HashMap<>();
  private static final Map<Long, Outcome> REFUSED = new HashMap<>();

  /** An event before its call tells only that the call was not prevented: that is "allowed". */
  public static Outcome of(Event event) {
    return switch (event.verdict()) {
      case FAILED -> refused(event.retval());
      case KILLED -> KILLED;
      case SUSPENDED -> SUSPENDED;
      case ALLOWED -> event.phase() == Phase.AFTER ? returned(event.retval()) : ALLOWED;
    };
  }

  private static synchronized Outcome refused(long retval) {
    String name = Decoder.error(retval);
    // A rule fails a call with an error; anything else comes from damaged records.
    return name == null
        ? new Outcome("refused", true)
        : REFUSED.computeIfAbsent(retval, r -> new Outcome("refused " + name, true));
  }

  private static synchronized Outcome returned(long retval) {
    String name = Decoder.error(retval);
    return name == null ? OK : RETURNED.computeIfAbsent(retval, r -> new Outcome(name, true));
  }

  /** Whether a call of which this is told before it is made goes on to return. */
  public static boolean willReturn(Event event) {
    return event.phase() == Phase.BEFORE
        && (event.verdict() == Verdict.ALLOWED || event.verdict() == Verdict.SUSPENDED);
  }
}
