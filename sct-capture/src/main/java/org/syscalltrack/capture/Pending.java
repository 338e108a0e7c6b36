// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/** Records that become the next frame. */
final class Pending {
  private byte[] bytes = new byte[CaptureWriter.FRAME_BYTES + (64 << 10)];
  private ByteOrder order = ByteOrder.nativeOrder();
  private int size;
  private int records;

  /** Of the records, in the bytes. */
  private int[] ends = new int[1 << 10];

  private long events;
  private long lost;
  private long malformed;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private long lastTimeNs;

  void add(ByteBuffer batch, RecordWalk record, long epochOffsetNs) {
    order = batch.order();
    append(batch, record.offset(), record.end() - record.offset());
    events += record.isEvent() ? 1 : 0;
    lost += record.lost();
    lastTimeNs = record.timeNs();
    long time = lastTimeNs + epochOffsetNs;
    from = Math.min(from, time);
    to = Math.max(to, time);
  }

  /** What is behind that place is no record: it is kept as it is, at the end of its frame. */
  void addMalformed(ByteBuffer batch, int at) {
    append(batch, at, batch.limit() - at);
    malformed++;
  }

  /** Says what was given up before the record of that time. */
  void addLosses(GivenUp givenUp, long timeNs, long epochOffsetNs, ByteOrder byteOrder) {
    if (givenUp.isEmpty()) {
      return;
    }
    ByteBuffer losses = givenUp.take(timeNs, byteOrder);
    RecordWalk walk = new RecordWalk(losses);
    while (walk.next()) {
      add(losses, walk, epochOffsetNs);
    }
  }

  private void append(ByteBuffer batch, int at, int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
    }
    batch.get(at, bytes, size, length);
    size += length;
    if (records == ends.length) {
      ends = Arrays.copyOf(ends, 2 * records);
    }
    ends[records++] = size;
  }

  /** Notes all that is here as given up, and says how many events that are. */
  long giveUp(GivenUp givenUp) {
    RecordWalk walk = new RecordWalk(ByteBuffer.wrap(bytes, 0, size).order(order));
    while (walk.next()) {
      givenUp.add(walk.lane(), walk.seq(), walk.isLost() ? walk.lost() : 1);
    }
    return events;
  }

  void clear() {
    size = 0;
    records = 0;
    events = 0;
    lost = 0;
    malformed = 0;
    from = Long.MAX_VALUE;
    to = Long.MIN_VALUE;
  }

  /** Of the tree over the records. */
  byte[] root(MessageDigest digest) {
    return MerkleTree.of(bytes, ends, records, digest).root();
  }

  boolean isEmpty() {
    return size == 0;
  }

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  int records() {
    return records;
  }

  long events() {
    return events;
  }

  long lost() {
    return lost;
  }

  long malformed() {
    return malformed;
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  /** Since the boot, of the last one. */
  long lastTimeNs() {
    return lastTimeNs;
  }
}
