// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.summary;

/**
 * What a look at a group finds, for somebody who looks again and again.
 *
 * @param count events until then
 * @param recent those of them since the look before
 * @param p99Ns of their durations in nanoseconds, or {@link #UNKNOWN}; likewise maxNs
 */
public record Figures(String name, long count, long recent, long errors, long p99Ns, long maxNs) {
  /** No event ended a call whose beginning was seen. */
  public static final long UNKNOWN = -1;
}
