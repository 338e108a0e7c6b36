// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture of version 1, as sctlog wrote it: six frames of five events, and three seals. */
class CaptureVersionsTest {
  static final String KEY_1 = "6d9e14ba614696f13d0cda3072d184c3e8c2c4151110eb3a6d641eb26722a292";

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();

  static Path version1(Path dir) throws IOException {
    Path file = dir.resolve("version-1.sct");
    try (InputStream in = CaptureVersionsTest.class.getResourceAsStream("version-1.bin")) {
      Files.copy(in, file);
    }
    return file;
  }

  private static int version(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
  }

  @Test
  void theFirstVersionIsReadAndProved() throws IOException {
    Path old = version1(dir);
    assertEquals(1, version(old));
    assertEquals(0, sctlog.run("-r", old), sctlog.err());
    assertEquals(30, sctlog.out().lines().count());
    assertTrue(sctlog.out().startsWith("one 0\ntwo 1\none 2\n"), sctlog.out());
    assertEquals(0, sctlog.run("verify", "--key", KEY_1, old), sctlog.out() + sctlog.err());
    assertTrue(sctlog.out().contains("30 events, 0 lost"), sctlog.out());
    assertTrue(sctlog.out().contains("30 records are sealed"), sctlog.out());
  }

  @Test
  void whatWasChangedInItIsFound() throws IOException {
    Path old = version1(dir);
    byte[] bytes = Files.readAllBytes(old);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      byte[] changed = bytes.clone();
      int at = random.nextInt(bytes.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(old, changed);
      assertEquals(4, sctlog.run("verify", "--key", KEY_1, old), "bit of byte " + at);
    }
  }

  @Test
  void aCopyOfItIsOfTheVersionOfToday() throws IOException {
    Path copy = dir.resolve("copy");
    assertEquals(0, sctlog.run("-r", version1(dir), "-w", copy), sctlog.err());
    assertEquals(2, version(copy));
    assertEquals(0, sctlog.run("verify", "--key", sctlog.key(), copy), sctlog.out());
    assertEquals(0, sctlog.run("-r", copy), sctlog.err());
    assertEquals(30, sctlog.out().lines().count());
  }
}
