// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

/** What has become of the records so far. */
final class Counts {
  long shown;
  long filtered;
  long lost;
  long malformed;

  /** As in the summary. */
  @Override
  public String toString() {
    String text = "%d events shown, %d filtered, %d lost".formatted(shown, filtered, lost);
    return malformed == 0 ? text : text + ", %d malformed".formatted(malformed);
  }
}
