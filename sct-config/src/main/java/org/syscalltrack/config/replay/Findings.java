// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is counted. */
final class Findings {
  /** What one of the rules on trial would have done. */
  static final class OfRule {
    /** Calls that it would have been asked about. */
    long asked;

    long matched;

    /** Calls of which the events do not tell what it has to know. */
    long untold;

    /** What that is, and how often. */
    final Map<String, Long> lacking = new TreeMap<>();

    /** The first event that it matches, as sctlog shows it; null: none. */
    String first;
  }

  final List<OfRule> rules = new ArrayList<>();
  long events;
  long calls;
  long lost;
  long malformed;

  /** Of the first event and the last, in nanoseconds since 1970. */
  long firstNs = Long.MAX_VALUE;

  long lastNs = Long.MIN_VALUE;

  /** Calls that were refused, or cost their caller the life, then; and now. */
  long preventedBoth;

  long preventedOnlyThen;
  long preventedOnlyNow;

  /** Calls that events tell of and none of the rules matches. */
  long unmatched;

  Findings(int count) {
    for (int i = 0; i < count; i++) {
      rules.add(new OfRule());
    }
  }

  /** How many that would be in a day; NaN if all came at one moment. */
  double perDay(long count) {
    double days = (lastNs - firstNs) / (24 * 3600 * 1e9);
    return days > 0 ? count / days : Double.NaN;
  }
}
