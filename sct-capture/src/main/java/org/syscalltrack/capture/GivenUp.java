// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.syscalltrack.abi.RecordType;
import org.syscalltrack.abi.SctAbi;

/** Records that could not be written, by lane, until a loss record says so. */
final class GivenUp {
  private static final class Gap {
    long seq;
    long count;
  }

  private final Map<Integer, Gap> gaps = new LinkedHashMap<>();

  void add(int lane, long seq, long count) {
    Gap gap = gaps.get(lane);
    if (gap == null) {
      gap = new Gap();
      gap.seq = seq;
      gaps.put(lane, gap);
    }
    gap.count += count;
  }

  /** Events. */
  long count() {
    return gaps.values().stream().mapToLong(gap -> gap.count).sum();
  }

  boolean isEmpty() {
    return gaps.isEmpty();
  }

  /** A loss record for each lane, as the kernel makes them; there are none any more then. */
  ByteBuffer take(long timeNs, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(gaps.size() * SctAbi.LOST_SIZE).order(order);
    gaps.forEach(
        (lane, gap) -> {
          int at = out.position();
          out.putInt(at + SctAbi.RECORD_LEN_OFFSET, SctAbi.LOST_SIZE);
          out.put(at + SctAbi.RECORD_TYPE_OFFSET, (byte) RecordType.LOST.number());
          out.put(at + SctAbi.RECORD_LANE_OFFSET, lane.byteValue());
          out.putShort(at + SctAbi.RECORD_CPU_OFFSET, (short) (lane >> 8));
          out.putLong(at + SctAbi.RECORD_SEQ_OFFSET, gap.seq);
          out.putLong(at + SctAbi.RECORD_TIME_NS_OFFSET, timeNs);
          out.putLong(at + SctAbi.LOST_COUNT_OFFSET, gap.count);
          out.position(at + SctAbi.LOST_SIZE);
        });
    gaps.clear();
    return out.flip();
  }
}
