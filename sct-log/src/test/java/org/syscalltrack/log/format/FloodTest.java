// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

/**
 * A hundred million events, one batch again and again, in a heap that has room for little more than
 * the program: what an event left behind would soon fill it.
 */
class FloodTest {
  private static final long EVENTS = 100_000_000L;
  private static final int BATCH = 500;
  private static final int GENERATIONS = 20;

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void inASmallHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx12m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                FloodTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertEquals(EVENTS + " events\n", said);
  }

  public static void main(String[] args) throws RecordSourceException {
    Recorded origin = Recorded.under(Tables.withFormats("%pid %params", "%sname"));
    Generations generations = new Generations(Trace.silent());
    EventFormatter[] formatters = {
      new TextFormatter(generations, null, Look.PLAIN), new JsonFormatter(generations, Look.PLAIN)
    };
    Batch[] batches = new Batch[GENERATIONS];
    for (int i = 0; i < GENERATIONS; i++) {
      Records records = new Records();
      for (int event = 0; event < BATCH; event++) {
        records.event(i + 1, event % 50 == 0 ? 1 : 0, event);
        if (event % 10 == 0) {
          records.integer(Var.PARAMS, 1, Type.S32, event);
        }
      }
      batches[i] = origin.batch(records.bytes());
    }
    RecordDecoder decoder = new RecordDecoder();
    Bytes out = new Bytes();
    long done = 0;
    for (int round = 0; done < EVENTS; round++) {
      // A generation lasts a while, as in life; JSON is one batch of twenty.
      Batch batch = batches[round / 1000 % GENERATIONS];
      EventFormatter formatter = formatters[round % 20 == 19 ? 1 : 0];
      batch.bytes().rewind();
      decoder.take(batch);
      out.clear();
      while (decoder.hasNext()) {
        formatter.format(decoder.next(), out);
        done++;
      }
    }
    System.out.print(done + " events\n");
  }
}
