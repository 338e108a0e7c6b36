// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.log.recorded.Records;

/** Captures from the arguments to the files and back. */
class CaptureTest {
  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  private Path file() {
    return dir.resolve("c.sct");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.sorted().toList();
    }
  }

  @Test
  void whatWasRecordedIsShownAsIfItWereLive() {
    byte[] records =
        new Records()
            .raw(CaptureRun.event(1, 0))
            .raw(CaptureRun.event(2, 1))
            .lost(0, 3, 1_002)
            .raw(CaptureRun.event(1, 2))
            .bytes();
    sctlog.log.batches.add(records);
    assertEquals(0, sctlog.run("--json", "--time", "none"));
    String live = sctlog.out();
    sctlog.log.batches.add(records);
    assertEquals(0, sctlog.run("-w", file()), sctlog.err());
    assertEquals("", sctlog.out());
    assertTrue(sctlog.err().endsWith("sctlog: 3 events recorded, 3 lost\n"), sctlog.err());
    // Another machine: it has no such rules.
    sctlog.log.tables.clear();
    assertEquals(0, sctlog.run("-r", file(), "--json"), sctlog.err());
    assertEquals(live, sctlog.out());
    assertEquals("", sctlog.err());
    assertEquals(0, sctlog.run("-r", file()));
    assertEquals("one 0\ntwo 1\n*** 3 events lost on CPU 0 ***\none 2\n", sctlog.out());
  }

  @Test
  void allThatSelectsSelectsFromACapture() {
    sctlog.record(file(), 3, 10);
    assertEquals(0, sctlog.run("-r", file(), "--filter", "PID == 100 && TID == 101", "--once"));
    assertEquals(30, sctlog.out().lines().count());
    assertEquals(0, sctlog.run("-r", file(), "--filter", "PID == 101"));
    assertEquals("", sctlog.out());
    assertEquals(0, sctlog.run("-r", file(), "--rule", "rule0", "--format", "%pid", "-n", "1"));
    assertEquals("100\n", sctlog.out());
    assertEquals(0, sctlog.run("-r", file(), "-n", "2"));
    assertEquals("one 0\ntwo 1\n", sctlog.out());
    assertEquals(0, sctlog.run("-r", file(), "--pid", "7"));
    assertEquals("", sctlog.out());
  }

  @Test
  void standardInputIsACapture() throws IOException {
    sctlog.record(file(), 2, 10);
    sctlog.in = Files.readAllBytes(file());
    assertEquals(0, sctlog.run("-r", "-"), sctlog.err());
    assertEquals(20, sctlog.out().lines().count());
    sctlog.in = "hello, world\n".getBytes();
    assertEquals(3, sctlog.run("-r", "-"));
    assertTrue(sctlog.err().contains("standard input is no capture"), sctlog.err());
  }

  @Test
  void aCaptureIsSmallAndItsOwnersAlone() throws IOException {
    sctlog.record(file(), 20, 500);
    assertTrue(Files.size(file()) < 10_000L * 104 / 3, "" + Files.size(file()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  @Test
  void rotatedFilesAreOneRecording() throws IOException {
    assertEquals(0, sctlog.record(file(), 100, 500, "--rotate-size", "40K"), sctlog.err());
    assertTrue(files().size() > 3, files().toString());
    assertEquals(dir.resolve("c.sct.000001"), files().get(0));
    assertEquals(0, sctlog.run("-r", dir));
    assertEquals(50_000, sctlog.out().lines().count());
    assertTrue(sctlog.out().endsWith("two 49999\n"));
    assertEquals(0, sctlog.run("verify", dir), sctlog.out());
    assertTrue(sctlog.out().contains("50000 events, 0 lost"), sctlog.out());
    // Each can be read alone.
    assertEquals(0, sctlog.run("-r", files().get(2), "-n", "1"));
    assertTrue(sctlog.out().matches("(one|two) \\d+\n"), sctlog.out());
  }

  @Test
  void oldFilesGo() throws IOException {
    sctlog.record(file(), 100, 500, "--rotate-size", "40K", "--keep", "2");
    assertEquals(2, files().size());
    assertTrue(files().get(1).getFileName().toString().compareTo("c.sct.000004") > 0);
    String first = sctlog.key();
    String next =
        sctlog.err().replaceFirst("(?s).*%s; its key: (\\w+).*".formatted(files().get(0)), "$1");
    assertEquals(1, sctlog.run("verify", "--key", first, dir), sctlog.out());
    assertTrue(sctlog.out().contains("are not here"), sctlog.out());
    assertTrue(sctlog.out().contains("the key belongs to a file that is not here"), sctlog.out());
    assertEquals(1, sctlog.run("verify", "--key", next, dir), sctlog.out());
    assertFalse(sctlog.out().contains("the key belongs"), sctlog.out());
  }

  @Test
  void timesAreFoundByTheIndex() throws IOException {
    Records records = new Records();
    long hour = 3_600_000_000_000L;
    long now = System.nanoTime();
    for (int i = 0; i < 9; i++) {
      records.raw(CaptureRun.event(1, i, now - (9 - i) * hour));
    }
    sctlog.log.batches.add(records.bytes());
    sctlog.run("-w", file());
    assertEquals(0, sctlog.run("-r", file(), "--since", "150m"), sctlog.err());
    assertEquals("one 7\none 8\n", sctlog.out());
    assertEquals(0, sctlog.run("-r", file(), "--until", "450m"), sctlog.err());
    assertEquals("one 0\none 1\n", sctlog.out());
  }

  @Test
  void aCaptureIsNeverOverwritten() throws IOException {
    sctlog.record(file(), 1, 1);
    byte[] before = Files.readAllBytes(file());
    assertEquals(3, sctlog.record(file(), 1, 1));
    assertTrue(sctlog.err().contains("never overwritten"), sctlog.err());
    assertEquals(1, sctlog.err().lines().count());
    assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(file())));
  }

  @Test
  void capturesAreCopiedByRecordingThem() {
    sctlog.record(file(), 4, 10);
    Path copy = dir.resolve("copy");
    assertEquals(0, sctlog.run("-r", file(), "-w", copy), sctlog.err());
    sctlog.run("-r", file(), "--json");
    String original = sctlog.out();
    sctlog.run("-r", copy, "--json");
    assertEquals(original, sctlog.out());
  }

  @Test
  void aDoubleIsReadOnce() throws IOException {
    sctlog.record(file(), 1, 10);
    Files.copy(file(), dir.resolve("d.sct"));
    assertEquals(0, sctlog.run("-r", dir));
    assertEquals(10, sctlog.out().lines().count());
    assertTrue(sctlog.err().contains("d.sct is a copy"), sctlog.err());
  }

  @Test
  void recordingsThatOverlapAreSaidToDoSo() {
    for (String name : List.of("c.sct", "d.sct")) {
      Records records = new Records();
      for (int i = 0; i < 10; i++) {
        records.event(1, 0, i * 1_000_000_000L).seq(i);
      }
      sctlog.log.batches.add(records.bytes());
      sctlog.run("-w", dir.resolve(name));
    }
    assertEquals(0, sctlog.run("-r", dir));
    assertEquals(20, sctlog.out().lines().count());
    assertTrue(sctlog.err().contains("overlaps in time"), sctlog.err());
  }

  @Test
  void whatIsNoCaptureIsSaidInALine() throws IOException {
    Path empty = Files.createFile(dir.resolve("empty"));
    Path text = Files.writeString(dir.resolve("text"), "This is not the file\n".repeat(50));
    Path nothing = Files.createDirectory(dir.resolve("nothing"));
    for (List<Object> bad :
        List.<List<Object>>of(
            List.of(empty, "is empty"),
            List.of(text, "is no capture"),
            List.of(Path.of("/dev/zero"), "is no capture"),
            List.of(nothing, "no capture in the directory"),
            List.of(dir.resolve("absent"), "no such file"))) {
      for (String how : List.of("-r", "verify")) {
        assertEquals(3, sctlog.run(how, bad.get(0)));
        assertTrue(sctlog.err().contains(bad.get(1).toString()), sctlog.err());
        // The directory also says what it left out.
        assertEquals(1, sctlog.err().lines().count(), sctlog.err());
        assertEquals("", sctlog.out());
      }
    }
  }

  @Test
  void aNewerVersionIsSaid() throws IOException {
    sctlog.record(file(), 1, 1);
    byte[] bytes = Files.readAllBytes(file());
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 7).putInt(16, 0);
    Files.write(file(), bytes);
    assertEquals(3, sctlog.run("-r", file()));
    assertTrue(sctlog.err().contains("format 7, and this sctlog reads up to 2"), sctlog.err());
  }

  @Test
  void aDirectoryThatMayNotBeWrittenToIsSaid() {
    assertEquals(3, sctlog.record(Path.of("/proc/c.sct"), 1, 1));
    assertEquals(1, sctlog.err().lines().count(), sctlog.err());
    assertTrue(sctlog.err().contains("cannot write the capture /proc/c.sct"), sctlog.err());
    assertEquals(3, sctlog.record(dir.resolve("none/c.sct"), 1, 1));
    assertTrue(sctlog.err().contains("make it first"), sctlog.err());
  }

  @ParameterizedTest
  @CsvSource({
    "-w FILE --json, nothing is shown while recording",
    "-w FILE --pid 1, select when you read",
    "-r FILE --new, contradict each other",
    "-r FILE -d X, contradict each other",
    "--keep 3, needs --write",
    "-w FILE --keep 3, needs --rotate-size",
    "-w FILE --rotate-size 5X, a size such as",
    "-w FILE --rotate-time 0, a time such as",
    "-w FILE --sync often, '--sync is never, file, frame'",
    "verify, name a capture",
    "verify --key 12 FILE, 64 hexadecimal digits",
  })
  void whatMakesNoSenseIsRefused(String args, String says) {
    assertEquals(2, sctlog.run((Object[]) args.replace("FILE", file().toString()).split(" ")));
    assertTrue(sctlog.err().contains(says), sctlog.err());
    assertFalse(Files.exists(file()));
  }
}
