// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

/** What has become of the records of a recording. */
public final class Tally {
  long events;
  long lost;
  long malformed;
  long givenUp;

  void add(Pending frame) {
    events += frame.events();
    lost += frame.lost();
    malformed += frame.malformed();
  }

  /** In the capture. */
  public long events() {
    return events;
  }

  /**
   * Events that are missing: the capture says so, unless there was no room for that up to its end.
   */
  public long lost() {
    return lost;
  }

  public long malformed() {
    return malformed;
  }

  /** Events that there was no room for. */
  public long givenUp() {
    return givenUp;
  }

  @Override
  public String toString() {
    String text = "%d events recorded, %d lost".formatted(events, lost);
    text = givenUp == 0 ? text : text + ", of these %d for want of room".formatted(givenUp);
    return malformed == 0 ? text : text + ", %d malformed".formatted(malformed);
  }
}
