// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.recorded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.capture.CaptureWriter;
import org.syscalltrack.capture.Rotation;
import org.syscalltrack.capture.Sync;
import org.syscalltrack.source.RecordSourceException;

/**
 * Makes a capture of a build as it could be: processes of a few names that open, read and close
 * files, up to two hundred of them at a time. Two captures of one seed have the same work in them,
 * done by processes of other numbers that take turns in another way; some of the second ones take
 * two files in the other order, and a few open one that the first ones don't.
 */
public final class MakeCapture {
  private static final int OPENAT = 257;
  private static final int READ = 0;
  private static final int CLOSE = 3;
  private static final int CLONE = 56;
  private static final int AT_ONCE = 200;
  private static final int BATCH = 1000;

  /** One of so many processes opens another file in the other run. */
  private static final int PLANTED = 500;

  /** One of so many pairs of files is taken in the other order in the other run. */
  private static final int SWAPPED = 100;

  private static final byte[] TABLE =
      Tables.compiled(
          """
          rule { syscall_name=openat rule_name=open action { type=LOG } when=after }
          rule { syscall_name=read rule_name=read action { type=LOG } when=after }
          rule { syscall_name=close rule_name=close action { type=LOG } when=after }
          rule { syscall_name=clone rule_name=fork action { type=LOG } when=after coverage=exact }
          """);
  private static final int[] VIEWS = {
    Tables.view(TABLE, 0, Abi.X86_64, OPENAT),
    Tables.view(TABLE, 1, Abi.X86_64, READ),
    Tables.view(TABLE, 2, Abi.X86_64, CLOSE),
    Tables.view(TABLE, 3, Abi.X86_64, CLONE)
  };
  private static final List<String> NAMES = List.of("make", "sh", "cc1", "as", "ld");

  /** A process that is at work, which is drawn from its own seed, whatever the order. */
  private static final class Worker {
    final int pid;
    final String name;
    final boolean isPlanted;
    final long seed;
    final boolean isOther;
    int step;

    Worker(long seed, int index, boolean isOther) {
      this.seed = seed * 1_000_003 + index;
      this.pid = (isOther ? 70_000 : 5_000) + index;
      this.name = NAMES.get(new Random(this.seed).nextInt(NAMES.size()));
      this.isPlanted = isOther && index % PLANTED == PLANTED - 1;
      this.isOther = isOther;
    }

    /** Which file it is at. */
    int file() {
      int file = step / 3;
      boolean isSwapped = isOther && new Random(~seed + file / 2).nextInt(SWAPPED) == 0;
      return isSwapped ? file ^ 1 : file;
    }

    Random file(int number) {
      return new Random(seed * 31 + number);
    }
  }

  private final long seed;
  private final int processes;
  private final int files;
  private final boolean isOther;
  private final Random order;
  private final List<Worker> workers = new ArrayList<>();
  private int started;
  private long time = 1;
  private long seq;
  private Records records = new Records();

  private MakeCapture(String processes, String files, String seed, boolean isOther) {
    this.processes = Integer.parseInt(processes);
    this.files = Integer.parseInt(files);
    this.seed = Long.parseLong(seed);
    this.isOther = isOther;
    this.order = new Random(isOther ? ~this.seed : this.seed);
  }

  private Records begin(int rule, int pid, String name, int nr, long result) {
    time += 1 + order.nextInt(40_000);
    records.event(1, rule, time).seq(seq++).view(VIEWS[rule]).call(Abi.X86_64, nr);
    return records.pid(pid).tid(pid).after(result).string(Var.COMM, 0, 0, name);
  }

  private void start() {
    Worker worker = new Worker(seed, started, isOther);
    started++;
    workers.add(worker);
    begin(3, 1, "init", CLONE, worker.pid);
  }

  /** One event of one of the processes at work; a new process for one that is done. */
  private void next() {
    if (workers.size() < AT_ONCE && started < processes) {
      start();
      return;
    }
    int which = order.nextInt(workers.size());
    Worker worker = workers.get(which);
    int file = worker.file();
    int fd = 3 + file % 7;
    Random drawn = worker.file(file);
    switch (worker.step % 3) {
      case 0 -> open(worker, fd, drawn);
      case 1 ->
          begin(1, worker.pid, worker.name, READ, drawn.nextInt(4096))
              .integer(Var.PARAMS, 1, Type.S32, fd);
      default -> begin(2, worker.pid, worker.name, CLOSE, 0).integer(Var.PARAMS, 1, Type.S32, fd);
    }
    worker.step++;
    if (worker.step == 3 * files) {
      workers.set(which, workers.get(workers.size() - 1));
      workers.remove(workers.size() - 1);
    }
  }

  private void open(Worker worker, int fd, Random drawn) {
    String path = "/usr/src/module%d/file%d.c".formatted(drawn.nextInt(300), drawn.nextInt(1000));
    if (worker.isPlanted && worker.step == 0) {
      path = "/etc/ld.so.preload";
    }
    boolean isThere = drawn.nextInt(20) != 0;
    begin(0, worker.pid, worker.name, OPENAT, isThere ? fd : -2)
        .integer(Var.PARAMS, 1, Type.S32, -100)
        .string(Var.PARAMS, 2, 0, path);
  }

  private boolean isDone() {
    return started == processes && workers.isEmpty();
  }

  /** usage: MakeCapture FILE PROCESSES FILES SEED first|other. */
  public static void main(String[] args) throws RecordSourceException {
    MakeCapture made = new MakeCapture(args[1], args[2], args[3], args[4].equals("other"));
    Recorded origin = Recorded.under(TABLE);
    CaptureWriter.Settings settings =
        new CaptureWriter.Settings(
            Rotation.none(Path.of(args[0])), Sync.NEVER, TimeUnit.SECONDS.toNanos(60), Set.of());
    try (CaptureWriter writer =
        new CaptureWriter(settings, System.err::println, System::nanoTime)) {
      while (!made.isDone()) {
        made.records = new Records();
        for (int i = 0; i < BATCH && !made.isDone(); i++) {
          made.next();
        }
        writer.write(origin.batch(made.records.bytes()), Long.MAX_VALUE);
      }
    }
  }
}
