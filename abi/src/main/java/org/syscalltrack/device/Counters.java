// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.util.List;
import org.syscalltrack.abi.Abi;

/** What the rules of a generation have done since it was uploaded; {@code struct sct_counters}. */
public record Counters(long generation, List<OfRule> rules, List<OfCall> calls) {
  /**
   * Of a rule.
   *
   * @param evaluations calls that came as far as this rule
   * @param hits of these, matched
   * @param events made, read or not
   * @param suppressed held back by the rate limit
   * @param dropped not made, for want of room in time
   * @param lastHitNs since 1970; 0: never
   */
  public record OfRule(
      long evaluations, long hits, long events, long suppressed, long dropped, long lastHitNs) {}

  /**
   * Of a call.
   *
   * @param evaluations how often rules were asked about it
   * @param refused how often it did not run
   */
  public record OfCall(Abi abi, int nr, long evaluations, long refused) {}
}
