// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.capture.CaptureWriter;
import org.syscalltrack.capture.Rotation;
import org.syscalltrack.capture.Sync;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.source.RecordSourceException;

/** A recording on a disk that has no room for a time. */
class CaptureFullDiskTest {
  private static final int DISK = 64 << 10;
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path copies;

  private final FileSystem disk =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder()
              .setAttributeViews("basic", "owner", "posix", "unix")
              .setBlockSize(512)
              .setMaxSize(DISK)
              .setMaxCacheSize(0)
              .build());
  private final Path folder = disk.getPath("/work");
  private final List<String> remarks = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private final Recorded origin = Recorded.under(Tables.withFormats("one %params"));
  private final Random random = new Random(2004);
  private long seq;

  private CaptureWriter writer(long fileBytes) throws RecordSourceException {
    return new CaptureWriter(
        new CaptureWriter.Settings(
            new Rotation(folder.resolve("log"), fileBytes, Rotation.NONE, Rotation.NONE),
            Sync.NEVER,
            5 * SECOND,
            Set.of("out of disk space")),
        remarks::add,
        clock::get);
  }

  /** A frame of some events, of some 700 bytes however well it is compressed. */
  private void write(CaptureWriter writer) throws RecordSourceException {
    write(writer, 20);
  }

  private void write(CaptureWriter writer, int events) throws RecordSourceException {
    Records records = new Records();
    for (int i = 0; i < events; i++, seq++) {
      records.event(1, 0, 1_000 + seq).seq(seq);
      for (int j = 1; j <= 4; j++) {
        records.integer(Var.PARAMS, j, Type.U64, random.nextLong());
      }
    }
    writer.write(origin.batch(records.bytes()), Long.MAX_VALUE);
    clock.addAndGet(CaptureWriter.FRAME_NS);
    writer.tick();
  }

  private void fill(int left) throws IOException {
    Files.write(folder.resolve("other"), new byte[DISK - left]);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().startsWith("log")).sorted().toList();
    }
  }

  private boolean isSaid(String what) {
    return remarks.stream().anyMatch(r -> r.contains(what));
  }

  private CaptureRun verify() throws IOException {
    for (Path file : files()) {
      Files.copy(file, copies.resolve(file.getFileName().toString()));
    }
    return new CaptureRun();
  }

  private void events(long events, long lost) throws IOException {
    CaptureRun run = verify();
    assertEquals(1, run.run("verify", copies), run.out() + run.err());
    assertEquals(0, run.run("-r", copies, "--json"), run.err());
    long shown = run.out().lines().filter(l -> l.contains("\"type\":\"event\"")).count();
    long missing =
        run.out()
            .lines()
            .filter(l -> l.contains("\"type\":\"lost\""))
            .mapToLong(l -> Long.parseLong(l.replaceFirst(".*\"count\":(\\d+).*", "$1")))
            .sum();
    assertEquals(events + " and " + lost, shown + " and " + missing);
  }

  @Test
  void whatThereWasNoRoomForIsCountedAndTheRestIsThere() throws Exception {
    fill(30 << 10);
    CaptureWriter writer = writer(Rotation.NONE);
    while (!isSaid("no room")) {
      write(writer);
    }
    for (int i = 0; i < 50; i++) {
      write(writer);
    }
    Files.delete(folder.resolve("other"));
    write(writer);
    write(writer);
    assertTrue(isSaid("there is room again"), remarks.toString());
    writer.close();
    assertTrue(writer.tally().givenUp() >= 50 * 20, writer.tally().toString());
    assertEquals(seq, writer.tally().events() + writer.tally().lost());
    assertEquals(writer.tally().lost(), writer.tally().givenUp());
    events(writer.tally().events(), writer.tally().lost());
  }

  @Test
  void aFullDiskIsNotStrewnWithBeginningsOfFiles() throws Exception {
    fill(30 << 10);
    CaptureWriter writer = writer(4 << 10);
    while (!isSaid("no room")) {
      write(writer);
    }
    int before = files().size();
    for (int i = 0; i < 50; i++) {
      write(writer);
    }
    assertTrue(files().size() <= before + 1, files().size() + " after " + before);
    Files.delete(folder.resolve("other"));
    write(writer);
    writer.close();
    for (Path file : files()) {
      assertTrue(Files.size(file) > 500, file + " has " + Files.size(file) + " bytes");
    }
    assertEquals(seq, writer.tally().events() + writer.tally().lost());
    events(writer.tally().events(), writer.tally().lost());
  }

  @Test
  void aDiskWithRoomForLittleIsStillFull() throws Exception {
    fill(30 << 10);
    CaptureWriter writer = writer(Rotation.NONE);
    while (!isSaid("no room")) {
      write(writer, 100);
    }
    long before = writer.tally().events();
    for (int i = 0; i < 3; i++) {
      write(writer, 1);
      write(writer, 100);
    }
    assertTrue(writer.tally().events() > before, "a small frame fits");
    assertEquals(1, remarks.size(), remarks.toString());
    Files.delete(folder.resolve("other"));
    write(writer, 100);
    write(writer, 100);
    assertTrue(isSaid("there is room again"), remarks.toString());
    writer.close();
    assertEquals(seq, writer.tally().events() + writer.tally().lost());
    events(writer.tally().events(), writer.tally().lost());
  }

  @Test
  void whatThereIsNoRoomForUpToTheEndIsCountedAsLost() throws Exception {
    fill(30 << 10);
    CaptureWriter writer = writer(Rotation.NONE);
    while (!isSaid("no room")) {
      write(writer);
    }
    write(writer);
    writer.close();
    assertEquals(seq, writer.tally().events() + writer.tally().lost());
    assertTrue(writer.tally().toString().contains(" for want of room"), "" + writer.tally());
  }
}
