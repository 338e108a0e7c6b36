// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Events of one lane of a CPU, or of tasks, in the order of time: a file of packets. Where events
 * were lost, a packet ends, and the next one counts them.
 */
final class Stream {
  /** Also what a reader has in memory at once. */
  private static final int PACKET = 128 << 10;

  private static final int BITS = 8;

  /** Where the head of a packet has what is known at its end only. */
  private static final int END_AT = 16;

  private static final int CONTENT_AT = 24;
  private static final int PACKET_AT = 32;

  private final Path file;
  private final int id;
  private final int cpu;
  private final int lane;
  private final Packed packet = new Packed();
  private long packets;
  private long discarded;
  private long last;

  Stream(Path file, int id, int cpu, int lane) {
    this.file = file;
    this.id = id;
    this.cpu = cpu;
    this.lane = lane;
  }

  /** Whether something of that time can go into it. */
  boolean takes(long timeNs) {
    return packets == 0 && packet.length() == 0 || Long.compareUnsigned(timeNs, last) >= 0;
  }

  /** Begins an event; its context and its fields are put into what it gives. */
  Packed event(int eventClass, long timeNs) throws IOException {
    if (packet.length() >= PACKET) {
      end();
    }
    if (packet.length() == 0) {
      begin(timeNs);
    }
    last = timeNs;
    return packet.u32(eventClass).u64(timeNs);
  }

  /**
   * That many events are missing at that time. An empty packet counts them, so that a reader finds
   * them between the last event and this time.
   */
  void lost(long count, long timeNs) throws IOException {
    if (packet.length() == 0 && packets == 0) {
      begin(timeNs);
    }
    end();
    discarded += count;
    begin(timeNs);
    last = timeNs;
    end();
  }

  private void begin(long timeNs) {
    packet.u32(Tsdl.MAGIC).u32(id);
    packet.u64(timeNs).u64(timeNs).u64(0).u64(0);
    packet.u64(discarded).u64(packets).u16(cpu).u8(lane);
    last = timeNs;
  }

  /** Writes the packet, if there is one. */
  void end() throws IOException {
    if (packet.length() == 0) {
      return;
    }
    packet.setU64(END_AT, last);
    packet.setU64(CONTENT_AT, (long) packet.length() * BITS);
    packet.setU64(PACKET_AT, (long) packet.length() * BITS);
    // There may be more streams than files that one may have open.
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      packet.writeTo(out);
    }
    packets++;
    packet.clear();
  }
}
