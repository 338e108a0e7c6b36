// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFilesTest {
  private static final long MUCH = 1 << 20;

  @TempDir Path temp;
  private Path dir;

  @BeforeEach
  void setUp() {
    dir = temp.resolve("spool");
  }

  private static byte[] record(int number) {
    return ("record " + number).getBytes(StandardCharsets.UTF_8);
  }

  private static void add(SpoolFiles files, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      assertTrue(files.add(record(i)));
    }
  }

  private static void assertNext(SpoolFiles files, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      assertEquals("record " + i, new String(files.read(), StandardCharsets.UTF_8));
    }
  }

  private List<Path> spoolFiles(Path of) throws IOException {
    try (Stream<Path> found = Files.list(of)) {
      return found.filter(f -> f.toString().endsWith(".spool")).sorted().toList();
    }
  }

  /** What a process that is killed leaves behind. */
  private Path killed() throws IOException {
    Path copy = Files.createDirectory(temp.resolve("killed"));
    try (Stream<Path> found = Files.list(dir)) {
      for (Path file : found.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  @Test
  void whatIsNotConfirmedIsReadAgainByTheNextOne() throws IOException {
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      add(files, 0, 100);
      assertNext(files, 0, 40);
      files.confirm(files.next());
      assertNext(files, 40, 60);
      files.rewind();
      assertNext(files, 40, 41);
    }
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      assertNext(files, 40, 100);
      assertTrue(files.isAllRead());
      assertNull(files.read());
      files.confirm(files.next());
      assertEquals(0, files.waiting());
    }
    assertEquals(List.of(), spoolFiles(dir), "nothing is left where nothing waits");
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      assertTrue(files.isAllRead());
    }
  }

  @Test
  void nothingIsLostByAKill() throws IOException {
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      add(files, 0, 10);
      assertNext(files, 0, 3);
      files.confirm(files.next());
      try (SpoolFiles after = new SpoolFiles(killed(), MUCH)) {
        assertNext(after, 3, 10);
        assertTrue(after.isAllRead());
      }
    }
  }

  @Test
  void halfARecordAtTheEndIsCutOff() throws IOException {
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      add(files, 0, 3);
    }
    Files.write(spoolFiles(dir).get(0), new byte[] {0, 0, 0, 9, 1, 2}, StandardOpenOption.APPEND);
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      add(files, 3, 5);
      assertNext(files, 0, 5);
    }
  }

  @Test
  void whatIsFullTakesNoMoreUntilSomethingIsConfirmed() throws IOException {
    try (SpoolFiles files = new SpoolFiles(dir, 48)) {
      add(files, 0, 3);
      assertFalse(files.add(record(3)), "a record has 8 bytes and 8 of its head");
      assertNext(files, 0, 1);
      files.confirm(files.next());
      add(files, 3, 4);
      assertNext(files, 1, 4);
    }
  }

  @Test
  void filesThatAreConfirmedAreDeleted() throws IOException {
    byte[] large = new byte[10_000];
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      for (int i = 0; i < 100; i++) {
        assertTrue(files.add(large));
      }
      int before = spoolFiles(dir).size();
      for (int i = 0; i < 50; i++) {
        files.read();
      }
      files.confirm(files.next());
      int after = spoolFiles(dir).size();
      assertTrue(after <= before / 2 + 1, before + " files, then " + after);
      for (int i = 50; i < 100; i++) {
        assertEquals(large.length, files.read().length);
      }
    }
  }

  @Test
  void damageCostsTheRestOfItsFileOnly() throws IOException {
    byte[] large = new byte[10_000];
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      for (int i = 0; i < 20; i++) {
        assertTrue(files.add(large));
      }
    }
    Path first = spoolFiles(dir).get(0);
    byte[] bytes = Files.readAllBytes(first);
    bytes[15_000] ^= 1;
    Files.write(first, bytes);
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      assertEquals(large.length, files.read().length);
      assertNull(files.read());
      assertFalse(files.isAllRead());
      assertEquals(bytes.length - 10_008, files.skipDamaged());
      int left = 0;
      while (files.read() != null) {
        left++;
      }
      assertEquals(20 - bytes.length / 10_008, left);
    }
  }

  @Test
  void twoDoNotShareADirectory() throws IOException {
    try (SpoolFiles files = new SpoolFiles(dir, MUCH)) {
      IOException e = assertThrows(IOException.class, () -> new SpoolFiles(dir, MUCH));
      assertEquals("another sctlog uses it; give each its own directory", e.getMessage());
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)));
      assertTrue(files.isAllRead());
    }
  }
}
