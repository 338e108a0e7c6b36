// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.record.RecordDecoder;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/** That a flood of events leaves nothing behind for the collector, so that no heap can grow. */
class NoGarbageTest {
  private static final int ROUNDS = 2_000;
  private static final int EVENTS = 100;

  /** Less than a byte an event: what the measuring itself and a late growth of a buffer take. */
  private static final long ALLOWED = ROUNDS * EVENTS;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void formatting(boolean asJson) throws RecordSourceException {
    Recorded origin = Recorded.under(Tables.withFormats("%ruleid %sname %comm : %params by %euid"));
    Generations generations = new Generations(Trace.silent());
    EventFormatter formatter =
        asJson
            ? new JsonFormatter(generations, Look.PLAIN)
            : new TextFormatter(generations, null, Look.PLAIN);
    Records records = new Records();
    for (int i = 0; i < EVENTS; i++) {
      records
          .event(500, 0, 1_000_000L + i)
          .string(Var.PARAMS, 1, 0, "/tmp/a\n\"€" + i)
          .integer(Var.EUID, 0, Type.U32, 1000 + i)
          .string(Var.COMM, 0, 0, "rm");
    }
    Batch batch = origin.batch(records.bytes());
    RecordDecoder decoder = new RecordDecoder();
    Bytes out = new Bytes();
    long before = 0;
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int round = -10; round < ROUNDS; round++) {
      if (round == 0) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      out.clear();
      batch.bytes().rewind();
      decoder.take(batch);
      while (decoder.hasNext()) {
        formatter.format(decoder.next(), out);
      }
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < ALLOWED, allocated + " bytes for " + ROUNDS * EVENTS + " events");
  }
}
