// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.tail;

/** What has become of the records so far. */
public final class Counts {
  public long shown;
  public long filtered;
  public long lost;
  long malformed;

  public long shown() {
    return shown;
  }

  public long filtered() {
    return filtered;
  }

  public long lost() {
    return lost;
  }

  public long malformed() {
    return malformed;
  }

  /** As in the summary. */
  @Override
  public String toString() {
    String text = "%d events shown, %d filtered, %d lost".formatted(shown, filtered, lost);
    return malformed == 0 ? text : text + ", %d malformed".formatted(malformed);
  }
}
