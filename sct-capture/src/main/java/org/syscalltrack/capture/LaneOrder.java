// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Whether the kernel's own numbers go on without a gap that no loss record stands for. */
final class LaneOrder {
  /** By CPU and lane, the number that comes next. */
  private final Map<Integer, Long> next = new HashMap<>();

  private long events;
  private long lost;

  /**
   * Goes through the records of a frame.
   *
   * @param first number of the first one in the recording
   * @param problems are told of each gap
   */
  void follow(ByteBuffer bytes, long first, Consumer<String> problems) {
    RecordWalk walk = new RecordWalk(bytes);
    long number = first;
    while (walk.next()) {
      Long expected = next.put(walk.lane(), walk.nextSeq());
      if (expected != null && expected != walk.seq()) {
        problems.accept(
            "record %d is number %d of lane %d of CPU %d, where %d was to come: %s"
                .formatted(
                    number,
                    walk.seq(),
                    walk.lane() & 0xff,
                    walk.lane() >> 8,
                    expected,
                    walk.seq() > expected
                        ? (walk.seq() - expected) + " are missing and no loss record says so"
                        : "it is not in order"));
      }
      events += walk.isEvent() ? 1 : 0;
      lost += walk.lost();
      number++;
    }
    if (walk.isMalformed()) {
      problems.accept("record %d is no record: the kernel gave it so".formatted(number));
    }
  }

  /** Something is missing that is said already: the numbers begin anew. */
  void begin() {
    next.clear();
  }

  long events() {
    return events;
  }

  long lost() {
    return lost;
  }
}
