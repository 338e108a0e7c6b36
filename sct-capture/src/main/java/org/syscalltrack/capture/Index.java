// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a file what lies. It stays small however large the file is: when there are too many
 * entries of records, each two that are neighbours become one.
 */
final class Index {
  /**
   * One frame, or several of RECORDS from there on.
   *
   * @param from as in {@link Frame}, of all
   * @param to as in {@link Frame}, of all
   */
  record Entry(long offset, FrameType type, long number, long from, long to) {
    private Entry with(Entry next) {
      return new Entry(offset, type, number, Math.min(from, next.from), Math.max(to, next.to));
    }
  }

  static final int MOST = 1 << 14;
  private static final int ENTRY = 40;

  private final List<Entry> others = new ArrayList<>();
  private List<Entry> records = new ArrayList<>();
  private int together = 1;
  private int inLast;

  void add(Frame frame) {
    add(new Entry(frame.offset(), frame.type(), frame.number(), frame.from(), frame.to()));
  }

  private void add(Entry entry) {
    if (entry.type() != FrameType.RECORDS) {
      others.add(entry);
      return;
    }
    if (records.isEmpty() || inLast == together) {
      records.add(entry);
      inLast = 1;
    } else {
      int last = records.size() - 1;
      records.set(last, records.get(last).with(entry));
      inLast++;
    }
    if (records.size() > MOST) {
      halve();
    }
  }

  private void halve() {
    List<Entry> fewer = new ArrayList<>(MOST);
    for (int i = 0; i < records.size(); i += 2) {
      Entry one = records.get(i);
      fewer.add(i + 1 < records.size() ? one.with(records.get(i + 1)) : one);
    }
    inLast += records.size() % 2 == 0 ? together : 0;
    records = fewer;
    together *= 2;
  }

  /** Where records of that time or later may begin; null if there are none. */
  Entry since(long epochNs) {
    for (Entry entry : records) {
      if (entry.to() >= epochNs) {
        return entry;
      }
    }
    return null;
  }

  /** Tables and origins before that place. */
  List<Entry> before(long offset) {
    return others.stream()
        .filter(entry -> entry.type() == FrameType.TABLE || entry.type() == FrameType.ORIGIN)
        .filter(entry -> entry.offset() < offset)
        .toList();
  }

  int size() {
    return others.size() + records.size();
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(size() * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    for (List<Entry> list : List.of(others, records)) {
      for (Entry entry : list) {
        out.putLong(entry.offset()).putLong(entry.type().number()).putLong(entry.number());
        out.putLong(entry.from()).putLong(entry.to());
      }
    }
    return out.array();
  }

  static Index read(byte[] payload) {
    Index index = new Index();
    ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= ENTRY) {
      long offset = in.getLong();
      FrameType type = FrameType.of((int) in.getLong());
      Entry entry = new Entry(offset, type, in.getLong(), in.getLong(), in.getLong());
      if (type != null) {
        index.add(entry);
      }
    }
    return index;
  }
}
