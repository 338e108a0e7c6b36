// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captures that were cut or changed: all before that comes back, and the place is named. */
class CaptureDamageTest {
  private static final int PLACES = 1_000;
  private static final Pattern BYTES = Pattern.compile("bytes (\\d+) to (\\d+) were changed");
  private static final Pattern BYTE = Pattern.compile(": byte (\\d+): ");
  private static final Pattern FIRST_BAD = Pattern.compile("first bad record is (\\d+)");

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();
  private final Random random = new Random(14);
  private Path whole;
  private Path bad;
  private byte[] bytes;
  private String key;
  private String shown;
  private List<String> all;

  @BeforeEach
  void record() throws IOException {
    whole = dir.resolve("whole.sct");
    bad = dir.resolve("bad.sct");
    assertEquals(0, sctlog.record(whole, 14, 500), sctlog.err());
    key = sctlog.key();
    bytes = Files.readAllBytes(whole);
    sctlog.run("-r", whole);
    shown = sctlog.out();
    all = shown.lines().toList();
    assertEquals(7_000, shown.lines().count());
  }

  @Test
  void aWholeOneIsProved() {
    assertEquals(0, sctlog.run("verify", "--key", key, whole), sctlog.out());
    assertTrue(sctlog.out().contains("7000 events, 0 lost"), sctlog.out());
    assertTrue(sctlog.out().contains("7000 records are sealed"), sctlog.out());
    assertTrue(sctlog.out().contains("generation 2 on "), sctlog.out());
    assertTrue(sctlog.out().endsWith("whole: nothing is missing, and nothing was changed\n"));
    assertEquals(4, sctlog.run("verify", "--key", "0".repeat(64), whole));
  }

  private int matched(Pattern pattern, int group) {
    Matcher matcher = pattern.matcher(sctlog.out());
    assertTrue(matcher.find(), sctlog.out());
    return Integer.parseInt(matcher.group(group));
  }

  @Test
  void whereverItIsCutWhatIsBeforeComesBack() throws IOException {
    int most = 0;
    for (int i = 0; i < PLACES; i++) {
      int length = random.nextInt(bytes.length);
      Files.write(bad, Arrays.copyOf(bytes, length));
      int status = sctlog.run("-r", bad);
      assertTrue(shown.startsWith(sctlog.out()), "cut at " + length);
      int back = (int) sctlog.out().lines().count();
      most = Math.max(most, back);
      assertTrue(sctlog.err().lines().count() >= 1, "said: cut at " + length);
      int verified = sctlog.run("verify", "--key", key, bad);
      if (status == 3) {
        // Not even its first frame is there.
        assertEquals(3, verified);
        assertTrue(length < 600, "cut at " + length + sctlog.err());
        continue;
      }
      assertEquals(0, status);
      assertEquals(1, verified, "cut at " + length + "\n" + sctlog.out());
      assertEquals(back, eventsVerified(), "cut at " + length);
      assertTrue(matched(BYTE, 1) <= length);
    }
    assertEquals(7_000, most);
  }

  private int eventsVerified() {
    return matched(Pattern.compile("(\\d+) events, "), 1);
  }

  @Test
  void whicheverBitIsChangedItsPlaceIsNamed() throws IOException {
    for (int i = 0; i < PLACES; i++) {
      int at = i < 16 ? i : random.nextInt(bytes.length);
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(bad, changed);
      int verified = sctlog.run("verify", "--key", key, bad);
      assertEquals(4, verified, "bit of byte " + at + "\n" + sctlog.out() + sctlog.err());
      if (at < 16) {
        assertTrue(sctlog.out().contains("byte 0: the first 16 bytes"), sctlog.out());
        assertEquals(3, sctlog.run("-r", bad));
        assertEquals(shown, sctlog.out());
        continue;
      }
      assertTrue(matched(BYTES, 1) <= at && at <= matched(BYTES, 2), at + sctlog.out());
      int before = matched(FIRST_BAD, 1);
      assertEquals(3, sctlog.run("-r", bad));
      List<String> lines = sctlog.out().lines().toList();
      assertEquals(all.subList(0, before), lines.subList(0, before), "bit of byte " + at);
    }
  }

  @Test
  void framesThatAreTakenOutAreMissed() throws IOException {
    // From one of the frames of records to the next.
    List<Integer> starts = frames();
    byte[] without = new byte[bytes.length - (starts.get(5) - starts.get(4))];
    System.arraycopy(bytes, 0, without, 0, starts.get(4));
    System.arraycopy(bytes, starts.get(5), without, starts.get(4), without.length - starts.get(4));
    Files.write(bad, without);
    assertEquals(4, sctlog.run("verify", bad));
    assertTrue(sctlog.out().contains("does not follow frame 3"), sctlog.out());
  }

  private List<Integer> frames() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return Stream.iterate(text.indexOf("SCTF"), at -> at >= 0, at -> text.indexOf("SCTF", at + 1))
        .toList();
  }

  @Test
  void whoMakesItAnewHasNotTheKey() throws IOException {
    // The same events, but one, recorded again: all hashes and seals are right.
    sctlog.add(0, 14, 499);
    sctlog.run("-w", bad);
    assertNotEquals(key, sctlog.key());
    assertEquals(0, sctlog.run("verify", bad), sctlog.out());
    assertEquals(4, sctlog.run("verify", "--key", key, bad));
    assertTrue(sctlog.out().contains("not recorded with that key"), sctlog.out());
  }

  @Test
  void whatTheKernelSkippedIsMissed() throws IOException {
    Files.deleteIfExists(bad);
    sctlog.log.batches.add(CaptureRun.event(1, 7));
    sctlog.log.batches.add(CaptureRun.event(1, 9));
    sctlog.run("-w", bad);
    assertEquals(1, sctlog.run("verify", bad));
    assertTrue(
        sctlog.out().contains("where 8 was to come: 1 are missing and no loss record says so"),
        sctlog.out());
  }
}
