// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;

/** Runs of sctlog about captures: what they were given, and what they said. */
final class CaptureRun {
  final FakeLog log = new FakeLog();
  byte[] in = {};
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();

  CaptureRun() {
    log.tables.put(1L, Tables.withFormats("one %params"));
    log.tables.put(2L, Tables.withFormats("two %params"));
  }

  int run(Object... args) {
    out = new ByteArrayOutputStream();
    err = new ByteArrayOutputStream();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Main(() -> log, 1, new Stop()).run(words, new ByteArrayInputStream(in), out, errors);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The key that the recorder said. */
  String key() {
    return err().replaceFirst("(?s).*?its key: ([0-9a-f]{64}).*", "$1");
  }

  static byte[] event(long generation, long seq) {
    return event(generation, seq, 1_000 + seq);
  }

  static byte[] event(long generation, long seq, long timeNs) {
    return new Records()
        .event(generation, 0, timeNs)
        .seq(seq)
        .integer(Var.PARAMS, 1, Type.S32, seq)
        .bytes();
  }

  /** Gives the log batches of events with numbers from that one on. */
  void add(long first, int batches, int eventsEach) {
    long seq = first;
    for (int i = 0; i < batches; i++) {
      Records records = new Records();
      for (int j = 0; j < eventsEach; j++, seq++) {
        records.event(1 + seq % 2, 0, 1_000 + seq).seq(seq).integer(Var.PARAMS, 1, Type.S32, seq);
      }
      log.batches.add(records.bytes());
    }
  }

  /** Records that many events. */
  int record(Path file, int batches, int eventsEach, Object... more) {
    add(0, batches, eventsEach);
    Object[] args = new Object[2 + more.length];
    args[0] = "-w";
    args[1] = file;
    System.arraycopy(more, 0, args, 2, more.length);
    return run(args);
  }
}
