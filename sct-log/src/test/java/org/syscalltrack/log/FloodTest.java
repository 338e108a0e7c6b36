// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.device.DeviceException;
import org.syscalltrack.device.Table;

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

  public static void main(String[] args) throws DeviceException {
    Generations generations =
        new Generations(g -> new Table(g, Tables.withFormats("%pid %params", "%sname")));
    EventFormatter[] formatters = {
      new TextFormatter(generations, null, Look.PLAIN), new JsonFormatter(generations, Look.PLAIN)
    };
    ByteBuffer[] batches = new ByteBuffer[GENERATIONS];
    for (int i = 0; i < GENERATIONS; i++) {
      Records records = new Records();
      for (int event = 0; event < BATCH; event++) {
        records.event(i + 1, event % 50 == 0 ? 1 : 0, event);
        if (event % 10 == 0) {
          records.integer(Var.PARAMS, 1, Type.S32, event);
        }
      }
      batches[i] = ByteBuffer.wrap(records.bytes()).order(ByteOrder.nativeOrder());
    }
    Bytes out = new Bytes();
    long done = 0;
    for (int round = 0; done < EVENTS; round++) {
      // A generation lasts a while, as in life; JSON is one batch of twenty.
      ByteBuffer batch = batches[round / 1000 % GENERATIONS];
      EventFormatter formatter = formatters[round % 20 == 19 ? 1 : 0];
      RecordDecoder decoder = new RecordDecoder(batch.rewind());
      out.clear();
      while (decoder.hasNext()) {
        formatter.format(decoder.next(), out);
        done++;
      }
    }
    System.out.print(done + " events\n");
  }
}
