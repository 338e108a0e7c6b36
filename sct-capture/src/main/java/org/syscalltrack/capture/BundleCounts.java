// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;

/** How much of what is in a bundle: its statement says so, and who reads it counts again. */
final class BundleCounts {
  long recordings;
  long frames;
  long records;
  long events;
  long lost;

  /** Records that were not selected, but are there as their frame is of version 1. */
  long others;

  void add(Frame frame, BundleReader.Item.Piece piece) {
    add(frame, piece.whole(), piece.chosen().size());
  }

  void add(Frame frame, boolean whole, int chosen) {
    frames++;
    records += chosen;
    others += whole ? frame.records() - chosen : 0;
  }

  /** Of a record that was selected. */
  void add(ByteBuffer record) {
    RecordWalk walk = new RecordWalk(record);
    if (walk.next()) {
      events += walk.isEvent() ? 1 : 0;
      lost += walk.lost();
    }
  }

  Properties putInto(Properties statement) {
    return statement
        .put("recordings", recordings)
        .put("frames", frames)
        .put("records", records)
        .put("events", events)
        .put("lost", lost)
        .put("others", others);
  }

  void checkAgainst(Properties statement) throws BundleReader.BadException {
    checkAgainst(statement, "recordings", recordings);
    checkAgainst(statement, "frames", frames);
    checkAgainst(statement, "records", records);
    checkAgainst(statement, "events", events);
    checkAgainst(statement, "lost", lost);
    checkAgainst(statement, "others", others);
  }

  private static void checkAgainst(Properties statement, String name, long found)
      throws BundleReader.BadException {
    if (statement.number(name) != found) {
      throw new BundleReader.BadException(
          "the statement says %s %s, and there are %d: something was taken out or put in,"
              + " or the statement was changed",
          statement.shown(name), name, found);
    }
  }

  @Override
  public String toString() {
    return "%d events, %d lost, in %d frames%s"
        .formatted(
            events,
            lost,
            frames,
            others == 0
                ? ""
                : "; and %d records that were not selected: captures of version 1 go whole"
                    .formatted(others));
  }
}
