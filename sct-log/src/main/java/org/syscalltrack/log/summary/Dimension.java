// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.summary;

import java.util.Locale;
import org.syscalltrack.log.facts.Outcome;
import org.syscalltrack.log.facts.Process;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.PerKind;

/** What events may be grouped by. */
public enum Dimension {
  RULE,
  PROCESS,
  CALL,
  USER,
  OUTCOME;

  /** As it is called on the command line and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Looks events up; what it gives is equal for events of one group, and shows as its name. */
  static final class Values {
    private final PerKind<String> rules = new PerKind<>(kind -> text(kind.ruleText()));
    private final PerKind<String> calls = new PerKind<>(Values::call);

    private static String text(byte[] utf8) {
      return new String(utf8, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String call(EventKind kind) {
      return kind.call() != null
          ? kind.call()
          : "<unknown " + kind.abi().text() + " " + kind.nr() + ">";
    }

    Object of(Dimension dimension, Event event, EventKind kind, Process process) {
      return switch (dimension) {
        case RULE -> rules.of(kind);
        case PROCESS -> process;
        case CALL -> calls.of(kind);
        case USER -> event.uid();
        case OUTCOME -> Outcome.of(event).text();
      };
    }
  }
}
