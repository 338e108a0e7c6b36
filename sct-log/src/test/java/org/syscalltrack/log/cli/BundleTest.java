// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.capture.CaptureWriter;
import org.syscalltrack.capture.Rotation;
import org.syscalltrack.capture.Sync;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.source.RecordSourceException;

/** Bundles from the arguments to the proof elsewhere. */
class BundleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long EPOCH = 1_700_000_000L * SECOND;

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();
  private Path capture;
  private Path key;
  private Path bundle;
  private String recorderKey;
  private String signer;

  /**
   * Frames of five events, each by the process of its number, of generation 1, then 2, each a
   * second after the last; seals by two.
   */
  static String record(Path file, int frames, long fileSeconds) throws RecordSourceException {
    return record(file, frames, fileSeconds, "one");
  }

  private static String record(Path file, int frames, long fileSeconds, String word)
      throws RecordSourceException {
    AtomicLong clock = new AtomicLong();
    byte[] one = Tables.withFormats(word + " %params");
    byte[] two = Tables.withFormats("two %params");
    Recorded origin = new Recorded(g -> g == 1 ? one : two, EPOCH);
    CaptureWriter.Settings settings =
        new CaptureWriter.Settings(
            new Rotation(file, Rotation.NONE, fileSeconds, Rotation.NONE),
            Sync.NEVER,
            2 * SECOND,
            Set.of());
    try (CaptureWriter writer = new CaptureWriter(settings, remark -> {}, clock::get)) {
      String key = HexFormat.of().formatHex(writer.key());
      for (int i = 0; i < frames; i++) {
        Records records = new Records();
        for (int j = 0; j < 5; j++) {
          long seq = 5L * i + j;
          records.event(1 + 2 * i / frames, 0, (i + 1) * SECOND + j).seq(seq).pid((int) seq);
          records.integer(Var.PARAMS, 1, Type.S32, seq);
        }
        writer.write(origin.batch(records.bytes()), Long.MAX_VALUE);
        clock.addAndGet(SECOND);
        writer.tick();
      }
      return key;
    }
  }

  @BeforeEach
  void make() throws RecordSourceException {
    capture = dir.resolve("c.sct");
    key = dir.resolve("key.pem");
    bundle = dir.resolve("out.bundle");
    recorderKey = record(capture, 12, Rotation.NONE);
    assertEquals(0, sctlog.run("export", "--make-key", key), sctlog.err());
    signer = sctlog.out().trim();
  }

  private int export(Path from, Object... more) {
    List<Object> args =
        new ArrayList<>(List.of("export", "--bundle", bundle, "--sign", key, "-r", from));
    args.addAll(List.of(more));
    return sctlog.run(args.toArray());
  }

  private int verify() {
    return sctlog.run("verify", "--key", recorderKey, "--signer", signer, bundle);
  }

  private void proves(int events, String says) {
    assertEquals(0, verify(), sctlog.out() + sctlog.err());
    assertTrue(sctlog.out().contains("  " + events + " events, 0 lost, in "), sctlog.out());
    assertTrue(sctlog.out().contains(says), sctlog.out());
    assertTrue(sctlog.out().endsWith("recorded so, at these places\n"), sctlog.out());
    assertFalse(sctlog.out().contains("no --"), sctlog.out());
  }

  @Test
  void whatWasSelectedIsProvedAndShownElsewhere() throws IOException {
    String filter = "PID >= 22 && PID < 37 && PID != 30";
    sctlog.run("-r", capture, "--json", "--filter", filter);
    String selected = sctlog.out();
    assertEquals(14, selected.lines().count());
    assertEquals(0, export(capture, "--filter", filter), sctlog.err());
    assertTrue(sctlog.err().contains("signed with the key " + signer), sctlog.err());
    Files.delete(capture);
    proves(14, "selected: --filter '" + filter + "'");
    assertTrue(sctlog.out().contains("generation 1 on "), sctlog.out());
    assertTrue(sctlog.out().contains("generation 2 on "), sctlog.out());
    assertEquals(0, sctlog.run("-r", bundle, "--json"), sctlog.err());
    assertEquals(selected, sctlog.out());
    assertEquals("", sctlog.err());
    // Filters, texts and counts work on it as on a capture; so does a directory.
    assertEquals(0, sctlog.run("-r", bundle, "--filter", "PID >= 35"), sctlog.err());
    assertEquals("two 35\ntwo 36\n", sctlog.out());
    Files.delete(key);
    assertEquals(0, sctlog.run("stats", "-r", dir, "--json"), sctlog.err());
    assertTrue(sctlog.out().contains("\"count\":14"), sctlog.out());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)));
  }

  @Test
  void onlyRulesThatWereInForceGoWithIt() {
    assertEquals(0, export(capture, "--filter", "PID == 3"), sctlog.err());
    proves(1, "generation 1 on ");
    assertFalse(sctlog.out().contains("generation 2"), sctlog.out());
    assertEquals(0, sctlog.run("-r", bundle));
    assertEquals("one 3\n", sctlog.out());
  }

  @Test
  void timesAreSaidAsTheyCameOut() {
    assertEquals(
        0, export(capture, "--since", "2023-11-14T22:13:23Z", "--until", "2023-11-14T22:13:24Z"));
    proves(6, "selected: --since 2023-11-14T22:13:23Z --until 2023-11-14T22:13:24Z");
    assertEquals(0, sctlog.run("-r", bundle));
    assertEquals("one 10\none 11\none 12\none 13\none 14\none 15\n", sctlog.out());
  }

  @Test
  void everythingIsSmallerThanItsCaptureIsLarge() throws IOException {
    assertEquals(0, export(capture), sctlog.err());
    proves(60, "selected: everything");
    assertTrue(Files.size(bundle) < Files.size(capture) + 2_000, "" + Files.size(bundle));
  }

  @Test
  void aSelectionMayGoOverSeveralFiles() throws Exception {
    Path rotated = Files.createDirectory(dir.resolve("rotated"));
    recorderKey = record(rotated.resolve("c"), 40, 5);
    assertEquals(0, export(rotated, "--filter", "PID > 2 && PID < 100"), sctlog.err());
    proves(97, "in ");
    // The recorder said the key of the first file; the proof of a later one begins with its own.
    Files.delete(bundle);
    assertEquals(0, export(rotated, "--filter", "PID == 150"), sctlog.err());
    assertEquals(4, verify());
    assertTrue(sctlog.out().contains("it was not recorded with that key"), sctlog.out());
    assertEquals(0, sctlog.run("verify", "--signer", signer, bundle), sctlog.out());
    assertTrue(sctlog.out().contains("no --key"), sctlog.out());
  }

  @Test
  void severalRecordingsGoIntoOne() throws Exception {
    Path other = dir.resolve("d.sct");
    // The same boot, but other rules under the same number.
    record(other, 40, Rotation.NONE, "other");
    assertEquals(0, export(capture, "-r", other, "--filter", "PID == 7"), sctlog.err());
    assertEquals(0, sctlog.run("verify", "--signer", signer, bundle), sctlog.out());
    assertTrue(sctlog.out().contains("2 events, 0 lost"), sctlog.out());
    assertEquals(0, sctlog.run("-r", bundle), sctlog.err());
    assertEquals("one 7\nother 7\n", sctlog.out());
  }

  @Test
  void lossesOfTheTimeAreInItAndSaid() {
    byte[] records =
        new Records()
            .raw(CaptureRun.event(1, 0))
            .lost(0, 3, 1_001)
            .raw(new Records().event(1, 0, 1_002).seq(1).pid(7).bytes())
            .bytes();
    sctlog.log.batches.add(records);
    Path lossy = dir.resolve("lossy");
    assertEquals(0, sctlog.run("-w", lossy));
    recorderKey = sctlog.key();
    assertEquals(0, export(lossy, "--pid", "7"), sctlog.err());
    assertEquals(1, verify(), sctlog.out());
    assertTrue(sctlog.out().contains("1 events, 3 lost, in "), sctlog.out());
    assertTrue(sctlog.out().contains("3 events were lost before"), sctlog.out());
    assertEquals(0, sctlog.run("-r", bundle));
    assertEquals("*** 3 events lost on CPU 0 ***\none \n", sctlog.out());
  }

  @Test
  void framesOfTheFirstVersionGoWholeAndThatIsSaid() throws IOException {
    Path old = CaptureVersionsTest.version1(dir);
    recorderKey = CaptureVersionsTest.KEY_1;
    String time = "2023-11-14T22:13:22Z";
    assertEquals(0, export(old, "--since", time, "--until", time), sctlog.err());
    assertTrue(sctlog.err().contains("9 records that were not selected"), sctlog.err());
    proves(1, "9 records that were not selected: captures of version 1 go whole");
    assertEquals(0, sctlog.run("-r", bundle), sctlog.err());
    assertEquals("two 5\n", sctlog.out());
  }

  @Test
  void whatIsNotSealedYetIsSaid() throws IOException {
    byte[] bytes = Files.readAllBytes(capture);
    // Behind the frame of the fourth five events, of which two are sealed.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int i = 0; i < 9; i++) {
      at = text.indexOf("SCTF", at + 1);
    }
    Files.write(capture, Arrays.copyOf(bytes, at));
    assertEquals(0, export(capture, "--filter", "PID > 0"), sctlog.err());
    assertTrue(sctlog.err().contains("not sealed yet"), sctlog.err());
    assertEquals(1, verify(), sctlog.out());
    assertTrue(sctlog.out().contains("have no seal"), sctlog.out());
  }

  @Test
  void aCaptureThatDoesNotProveItselfMakesNone() throws IOException {
    byte[] bytes = Files.readAllBytes(capture);
    bytes[bytes.length / 2] ^= 1;
    Files.write(capture, bytes);
    assertEquals(3, export(capture));
    assertTrue(sctlog.err().contains("the capture does not prove itself: frame "), sctlog.err());
    assertTrue(sctlog.err().contains("does not follow frame"), sctlog.err());
    assertEquals(1, sctlog.err().lines().count());
    assertFalse(Files.exists(bundle));
  }

  @ParameterizedTest
  @CsvSource({
    "export, 'with --ctf DIR, --bundle OUT or --make-key KEYFILE'",
    "export --ctf D --bundle OUT, say what to make",
    "export --ctf D --sign KEY, needs --bundle",
    "export --bundle OUT -r FILE, needs --sign KEYFILE",
    "export --bundle OUT --sign KEY, needs captures in files",
    "export --bundle OUT --sign KEY -r -, needs captures in files",
    "export --bundle OUT --sign KEY -r FILE -n 3, contradict each other",
    "export --bundle OUT --sign KEY -r FILE --filter x==, --filter",
    "verify --signer 12 FILE, --signer: a key is 64 hexadecimal digits",
  })
  void whatMakesNoSenseIsRefused(String args, String says) {
    String[] words = args.replace("FILE", "" + capture).replace("KEY", "" + key).split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("OUT", "" + bundle);
    }
    assertEquals(2, sctlog.run((Object[]) words), sctlog.err());
    assertTrue(sctlog.err().contains(says), sctlog.err());
    assertFalse(Files.exists(bundle));
  }

  private void refused(String says) {
    assertTrue(sctlog.err().contains(says), sctlog.err());
    assertEquals(1, sctlog.err().lines().count(), sctlog.err());
    assertEquals("", sctlog.out());
  }

  @Test
  void badFilesAreSaidInALine() throws IOException {
    Path text = Files.writeString(dir.resolve("text"), "no key, no capture\n");
    Path empty = Files.createFile(dir.resolve("empty"));
    for (Path bad : List.of(text, empty, dir, dir.resolve("absent"))) {
      key = bad;
      assertEquals(3, export(capture), "" + bad);
      refused("cannot read the key " + bad);
    }
    key = dir.resolve("key.pem");
    assertEquals(3, export(text));
    refused("text is no capture");
    assertEquals(3, export(empty));
    refused("empty is empty");
    assertEquals(3, export(dir.resolve("absent")));
    refused("no such file");
    assertEquals(3, export(capture, "--pid", "700"));
    refused("there is nothing to prove");
    assertFalse(Files.exists(bundle));
    assertEquals(3, sctlog.run("export", "--make-key", key));
    refused("a key is never overwritten");
    assertEquals(0, export(capture), sctlog.err());
    assertEquals(3, export(capture));
    refused("a bundle is never overwritten");
    Path made = bundle;
    bundle = dir.resolve("again");
    assertEquals(3, export(made));
    refused("a bundle is made of captures");
    bundle = Path.of("/proc/x.bundle");
    assertEquals(3, export(capture));
    refused("cannot write the bundle /proc/x.bundle");
    bundle = dir;
    assertEquals(3, export(capture));
    refused("it exists");
    sctlog.in = Files.readAllBytes(made);
    assertEquals(3, sctlog.run("-r", "-"));
    refused("standard input is a bundle");
    byte[] newer = sctlog.in;
    newer[8] = 7;
    Files.write(text, newer);
    assertEquals(3, sctlog.run("verify", text));
    refused("is a bundle of format 7, and this sctlog reads up to 1: read it with a newer");
  }
}
