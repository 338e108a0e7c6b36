// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which tables the records of a recording belong to, and over which time. */
final class RulesInForce {
  private static final class Use {
    long events;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    String table = "its rules are not in the capture";
    boolean there;
  }

  private record Key(CaptureOrigin origin, long generation) {}

  private final Map<Key, Use> uses = new LinkedHashMap<>();

  void table(CaptureOrigin origin, long generation, byte[] table) {
    Use use = uses.computeIfAbsent(new Key(origin, generation), key -> new Use());
    use.there = true;
    use.table =
        table.length == 0
            ? "no rules"
            : "rules of "
                + table.length
                + " bytes, SHA-256 "
                + HexFormat.of().formatHex(Frame.digest().digest(table));
  }

  void follow(CaptureOrigin origin, ByteBuffer bytes) {
    RecordWalk walk = new RecordWalk(bytes);
    Use use = null;
    long generation = 0;
    while (walk.next()) {
      if (walk.isEvent()) {
        if (use == null || generation != walk.generation()) {
          generation = walk.generation();
          use = uses.computeIfAbsent(new Key(origin, generation), key -> new Use());
        }
        use.events++;
        long time = walk.timeNs() + origin.epochOffsetNs();
        use.from = Math.min(use.from, time);
        use.to = Math.max(use.to, time);
      }
    }
  }

  /** Generations whose rules nobody has any more. */
  long missing() {
    return uses.values().stream().filter(use -> !use.there).count();
  }

  void report(StringBuilder out) {
    uses.forEach(
        (key, use) -> {
          out.append(
              "  generation %d on %s: %d events"
                  .formatted(key.generation, key.origin.info().host(), use.events));
          if (use.events > 0) {
            out.append(" from ").append(time(use.from)).append(" to ").append(time(use.to));
          }
          out.append("; ").append(use.table).append('\n');
        });
  }

  private static Instant time(long epochNs) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNs, 1_000_000_000L), Math.floorMod(epochNs, 1_000_000_000L));
  }
}
