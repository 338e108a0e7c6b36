// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.syscalltrack.abi.RecordType;
import org.syscalltrack.abi.SctAbi;

/**
 * Goes from record to record and looks at their heads. What is no record ends it: {@link
 * #isMalformed} then tells.
 */
final class RecordWalk {
  private static final int ALIGNMENT = 8;

  private final ByteBuffer bytes;
  private int at;
  private int next;

  /** Between position and limit, which stay as they are; in the byte order of the buffer. */
  RecordWalk(ByteBuffer bytes) {
    this.bytes = bytes;
    this.next = bytes.position();
  }

  boolean next() {
    at = next;
    int available = bytes.limit() - at;
    if (available < SctAbi.RECORD_SIZE) {
      return false;
    }
    int length = bytes.getInt(at + SctAbi.RECORD_LEN_OFFSET);
    if (length < SctAbi.RECORD_SIZE || length > available || length % ALIGNMENT != 0) {
      return false;
    }
    if (isLost() && length < SctAbi.LOST_SIZE || isEvent() && length < SctAbi.EVENT_SIZE) {
      return false;
    }
    next = at + length;
    return true;
  }

  /** Whether it ended before the bytes did. */
  boolean isMalformed() {
    return at < bytes.limit();
  }

  /** Where each record ends, and what is no record behind them. */
  static int[] ends(ByteBuffer bytes) {
    IntStream.Builder ends = IntStream.builder();
    RecordWalk walk = new RecordWalk(bytes);
    while (walk.next()) {
      ends.add(walk.end());
    }
    if (walk.isMalformed()) {
      ends.add(bytes.limit());
    }
    return ends.build().toArray();
  }

  /** Of the record, in the buffer. */
  int offset() {
    return at;
  }

  int end() {
    return next;
  }

  private int type() {
    return Byte.toUnsignedInt(bytes.get(at + SctAbi.RECORD_TYPE_OFFSET));
  }

  boolean isEvent() {
    return type() == RecordType.EVENT.number();
  }

  boolean isLost() {
    return type() == RecordType.LOST.number();
  }

  /** The lane of a CPU: what {@link #seq} counts in. */
  int lane() {
    return Short.toUnsignedInt(bytes.getShort(at + SctAbi.RECORD_CPU_OFFSET)) << 8
        | Byte.toUnsignedInt(bytes.get(at + SctAbi.RECORD_LANE_OFFSET));
  }

  long seq() {
    return bytes.getLong(at + SctAbi.RECORD_SEQ_OFFSET);
  }

  long timeNs() {
    return bytes.getLong(at + SctAbi.RECORD_TIME_NS_OFFSET);
  }

  /** Of an event. */
  long generation() {
    return bytes.getLong(at + SctAbi.EVENT_GENERATION_OFFSET);
  }

  /** Records that are missing here. */
  long lost() {
    return isLost() ? bytes.getLong(at + SctAbi.LOST_COUNT_OFFSET) : 0;
  }

  /** The number in its lane that the record after this one has. */
  long nextSeq() {
    return isLost() ? seq() + lost() : seq() + 1;
  }
}
