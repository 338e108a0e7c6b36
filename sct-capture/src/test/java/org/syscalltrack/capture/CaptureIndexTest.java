// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CaptureIndexTest {
  private static final byte[] NONE = {};

  private static Frame frame(FrameType type, long number) {
    byte[] hash = Frame.noHash();
    return new Frame(
        number * 1_000,
        type,
        0,
        0,
        number,
        0,
        1,
        number * 10,
        number * 10 + 9,
        hash,
        hash,
        hash,
        NONE);
  }

  private static Index of(int frames) {
    Index index = new Index();
    index.add(frame(FrameType.TABLE, 0));
    for (int i = 1; i <= frames; i++) {
      index.add(frame(FrameType.RECORDS, i));
    }
    return index;
  }

  @Test
  void itStaysSmallAndNamesAPlaceThatIsNotTooLate() {
    int frames = 5 * Index.MOST + 7;
    Index index = Index.read(of(frames).bytes());
    assertTrue(index.size() <= Index.MOST + 1, "" + index.size());
    for (int i = 1; i <= frames; i += 97) {
      Index.Entry found = index.since(i * 10L + 5);
      assertTrue(found.number() <= i && found.number() > i - 8, i + " " + found);
      assertTrue(found.to() >= i * 10L + 5, i + " " + found);
    }
    assertNull(index.since(frames * 10L + 10));
  }

  @Test
  void tablesBeforeAPlaceAreFound() {
    Index index = of(10);
    assertEquals(FrameType.TABLE, index.before(5_000).get(0).type());
    assertEquals(0, index.before(0).size());
  }
}
