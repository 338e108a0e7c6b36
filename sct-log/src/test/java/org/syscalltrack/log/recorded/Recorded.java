// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.recorded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSourceException;

/** An origin that is nothing but the tables and the boot that a test thinks of. */
public final class Recorded implements Origin {
  /** Gives the table of a generation, or null. */
  public interface TableOf {
    byte[] table(long generation) throws RecordSourceException;
  }

  private final TableOf tables;
  private final long epochOffsetNs;

  public Recorded(TableOf tables, long epochOffsetNs) {
    this.tables = tables;
    this.epochOffsetNs = epochOffsetNs;
  }

  public Recorded(TableOf tables) {
    this(tables, 0);
  }

  /** With the same table in all generations. */
  public static Recorded under(byte[] table) {
    return new Recorded(generation -> table);
  }

  @Override
  public byte[] table(long generation) throws RecordSourceException {
    return tables.table(generation);
  }

  @Override
  public long epochOffsetNs() {
    return epochOffsetNs;
  }

  public Batch batch(byte[] records) {
    return new Batch(ByteBuffer.wrap(records).order(ByteOrder.nativeOrder()), this);
  }

  public RecordDecoder decoder(byte[] records) {
    RecordDecoder decoder = new RecordDecoder();
    decoder.take(batch(records));
    return decoder;
  }
}
