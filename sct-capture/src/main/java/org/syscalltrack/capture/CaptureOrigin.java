// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.util.HashMap;
import java.util.Map;
import org.syscalltrack.source.Machine;
import org.syscalltrack.source.Origin;

/** A boot of a machine whose records were captured, with the tables that came with them. */
final class CaptureOrigin implements Origin {
  private final OriginInfo info;
  private final Map<Long, byte[]> tables = new HashMap<>();

  CaptureOrigin(OriginInfo info) {
    this.info = info;
  }

  OriginInfo info() {
    return info;
  }

  void add(long generation, byte[] table) {
    tables.put(generation, table);
  }

  @Override
  public byte[] table(long generation) {
    return tables.get(generation);
  }

  @Override
  public long epochOffsetNs() {
    return info.epochOffsetNs();
  }

  @Override
  public Machine machine() {
    return new Machine(info.host(), info.boot());
  }
}
