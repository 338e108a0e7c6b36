// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.syscalltrack.abi.Abi;
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

/** From the bytes of the log device to the bytes of the lines: events a second on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FormatBenchmark {
  private static final int EVENTS = 256;
  private static final String RULES =
      """
      rule { syscall_name = getppid rule_name = small
             action { type = LOG log_format {%pid getppid} } when = before }
      rule { syscall_name = unlink rule_name = unlink_rule1
             action { type = LOG log_format {%comm : %params delete by %euid --> %suid} }
             when = before }
      """;

  /** small: no fields at all; unlink: the article's, a path, a name and two ids. */
  @Param({"small", "unlink"})
  public String event;

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.nativeOrder());
  private final RecordDecoder decoder = new RecordDecoder();
  private Batch batch;
  private final Bytes out = new Bytes();
  private EventFormatter json;
  private EventFormatter text;

  @Setup
  public void fill() {
    byte[] table = Tables.compiled(RULES);
    json = new JsonFormatter(new Generations(Trace.silent()), Look.PLAIN);
    text = new TextFormatter(new Generations(Trace.silent()), null, Look.PLAIN);
    Records records = new Records();
    for (int i = 0; i < EVENTS; i++) {
      long time = 7_123_456_789_012L + 997L * i;
      if (event.equals("small")) {
        records.event(12, 0, time).call(Abi.X86_64, 110);
      } else {
        records
            .event(12, 1, time)
            .view(Tables.view(table, 1, Abi.X86_64, 263))
            .string(Var.PARAMS, 1, 0, "/tmp/work/dummy" + i)
            .integer(Var.EUID, 0, Type.U32, 1000)
            .integer(Var.SUID, 0, Type.U32, 1000)
            .string(Var.COMM, 0, 0, "rm");
      }
    }
    bytes.put(records.bytes()).flip();
    batch = new Batch(bytes, Recorded.under(table));
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int json() throws RecordSourceException {
    return format(json);
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int text() throws RecordSourceException {
    return format(text);
  }

  private int format(EventFormatter formatter) throws RecordSourceException {
    out.clear();
    bytes.rewind();
    decoder.take(batch);
    while (decoder.hasNext()) {
      formatter.format(decoder.next(), out);
    }
    return out.length();
  }
}
