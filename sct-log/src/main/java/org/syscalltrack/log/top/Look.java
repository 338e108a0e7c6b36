// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.top;

import java.util.List;
import java.util.Map;
import org.syscalltrack.log.summary.Dimension;
import org.syscalltrack.log.summary.Figures;

/**
 * What there was to see at a moment.
 *
 * @param countedNs how long it was counted until then
 * @param recentNs how long since the look before; 0 if there was none
 * @param ended there will be no more events
 */
record Look(
    Figures all,
    Map<Dimension, List<Figures>> groups,
    long lost,
    long suppressed,
    long countedNs,
    long recentNs,
    boolean ended) {

  /** Of what was seen since the look before, so many in a second. */
  double rate(Figures figures) {
    return recentNs == 0 ? 0 : figures.recent() * 1e9 / recentNs;
  }
}
