// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.capture.Rotation;
import org.syscalltrack.log.cli.Sections.Section;

/**
 * Bundles that were cut, changed, or made up: each is refused, and what is wrong first is named.
 */
class BundleForgeryTest {
  private static final int PLACES = 1_000;

  @TempDir Path dir;
  private final CaptureRun sctlog = new CaptureRun();
  private Path bundle;
  private Path bad;
  private Path pem;
  private PrivateKey key;
  private String signer;
  private String recorderKey;

  @BeforeEach
  void make() throws Exception {
    pem = dir.resolve("key.pem");
    assertEquals(0, sctlog.run("export", "--make-key", pem), sctlog.err());
    signer = sctlog.out().trim();
    key = Sections.key(pem);
    bundle = bundle("bundle", 12);
    recorderKey = lastKey;
    bad = dir.resolve("bad.bundle");
  }

  private String lastKey;

  /**
   * Of so many frames, records 22 to 36 without 30: parts of three frames, and the whole of one.
   */
  private Path bundle(String name, int frames) throws Exception {
    Path capture = dir.resolve(name + ".sct");
    Path made = dir.resolve(name);
    lastKey = BundleTest.record(capture, frames, Rotation.NONE);
    String filter = "PID >= 22 && PID < 37 && PID != 30";
    assertEquals(
        0,
        sctlog.run("export", "--bundle", made, "--sign", pem, "-r", capture, "--filter", filter),
        sctlog.err());
    return made;
  }

  private int verify() {
    return sctlog.run("verify", "--signer", signer, "--key", recorderKey, bad);
  }

  private void refused(byte[] forged, String says) throws IOException {
    Files.write(bad, forged);
    assertEquals(4, verify(), sctlog.out() + sctlog.err());
    assertTrue(sctlog.out().contains(says), sctlog.out());
    assertTrue(sctlog.out().endsWith("DAMAGED OR CHANGED\n"), sctlog.out());
    // Where only --signer tells, who reads it is not told.
    if (!says.contains("--signer")) {
      assertEquals(3, sctlog.run("-r", bad));
      assertEquals("", sctlog.out());
      assertTrue(sctlog.err().contains(says), sctlog.err());
      assertEquals(1, sctlog.err().lines().count(), sctlog.err());
    }
  }

  /** The one who has made it, with the key, changes the records of a part. */
  private void recordsRefused(int part, UnaryOperator<List<byte[]>> forge, String says)
      throws IOException, GeneralSecurityException {
    Sections sections = new Sections(bundle);
    int at = sections.withRecords().get(part);
    Section section = sections.all.get(at);
    sections.all.set(at, Sections.with(section, forge.apply(Sections.records(section))));
    refused(sections.signed(key), says);
  }

  @Test
  void itIsRightAsItWasMade() throws Exception {
    Sections sections = new Sections(bundle);
    assertEquals(3, sections.withRecords().size());
    Files.write(bad, sections.signed(key));
    assertEquals(0, verify(), sctlog.out());
    assertTrue(sctlog.out().contains("14 events, 0 lost"), sctlog.out());
  }

  @Test
  void aRecordThatWasChangedOrPutInIsNamed() throws Exception {
    recordsRefused(
        0,
        records -> {
          records.get(1)[44] ^= 1;
          return records;
        },
        "frame 9: record 23 is not proved: it or its path was changed");
    recordsRefused(
        0,
        records -> {
          byte[] first = records.get(0);
          first[first.length - 1] ^= 1;
          return records;
        },
        "record 22 is not proved");
    recordsRefused(
        1,
        records -> {
          // What is in the frame already, as another one.
          byte[] added = records.get(0).clone();
          added[0] = 0;
          records.add(0, added);
          return records;
        },
        "record 30 is not proved");
    recordsRefused(
        1,
        records -> {
          // The first two have shown all hashes.
          Collections.swap(records, 2, 3);
          return records;
        },
        "record 33 stands behind record 34");
    recordsRefused(
        1,
        records -> {
          records.add(3, records.get(2));
          return records;
        },
        "record 33 stands behind record 33");
    recordsRefused(
        1,
        records -> {
          byte[] first = records.get(0);
          first[0] = 9;
          return List.of(first);
        },
        "is no record of it with its path");
  }

  @Test
  void aRecordOfAnotherBundleIsNamed() throws Exception {
    Path other = bundle("other", 20);
    Sections from = new Sections(other);
    List<byte[]> strangers = Sections.records(from.all.get(from.withRecords().get(2)));
    recordsRefused(2, records -> strangers, "record 35 is not proved");
    Sections sections = new Sections(bundle);
    int at = sections.withRecords().get(2);
    sections.all.set(at, from.all.get(at));
    refused(sections.signed(key), "does not follow frame");
  }

  @Test
  void whatWasTakenOutIsMissed() throws Exception {
    Sections sections = new Sections(bundle);
    int at = sections.withRecords().get(0);
    Section part = sections.all.get(at);
    List<byte[]> records = Sections.records(part);
    sections.all.set(at, Sections.with(part, records.subList(0, 2)));
    refused(sections.signed(key), "the statement says 14 records, and there are 13");
    sections = new Sections(bundle);
    sections.all.remove(5);
    refused(sections.signed(key), "frame 6 does not follow frame 4: the chain has a gap there");
    sections = new Sections(bundle);
    Collections.swap(sections.all, 5, 6);
    refused(sections.signed(key), "frame 6 does not follow frame 4: the chain has a gap there");
    sections = new Sections(bundle);
    sections.all.remove(0);
    refused(sections.signed(key), "frame 1: no recording begins with it");
  }

  @Test
  void aSealThatWasMadeAnewIsNamed() throws Exception {
    Sections sections = new Sections(bundle);
    int last = sections.all.size() - 1;
    byte[] seal = sections.all.get(last).raw().clone();
    seal[seal.length - 2] ^= 1;
    sections.all.set(last, new Section(Sections.WHOLE, seal));
    refused(sections.signed(key), "the frame there is not as it was recorded");
    // The same with a hash that fits.
    sections = new Sections(bundle);
    String said = otherSignature(sections.payload(last));
    sections.all.set(last, sections.withPayload(last, said));
    refused(sections.signed(key), ": the seal is wrong: records from 30 on were made anew");
    sections.all.remove(last);
    sections.say("frames", last);
    Files.write(bad, sections.signed(key));
    assertEquals(1, verify(), sctlog.out());
    assertTrue(sctlog.out().contains("records from 30 on have no seal"), sctlog.out());
  }

  private static String otherSignature(String seal) {
    int at = seal.indexOf("signature=") + "signature=".length();
    return seal.substring(0, at) + (seal.charAt(at) == '0' ? '1' : '0') + seal.substring(at + 1);
  }

  @Test
  void aStatementThatWasChangedIsNamed() throws Exception {
    byte[] right = Files.readAllBytes(bundle);
    byte[] changed = right.clone();
    String text = new String(right, StandardCharsets.ISO_8859_1);
    changed[text.indexOf("selection=") + 13] ^= 1;
    refused(changed, "the signature is not that of the statement by the key that it names");
    changed = right.clone();
    changed[right.length - 1] ^= 1;
    refused(changed, "the signature is not that of the statement by the key that it names");
    Sections sections = new Sections(bundle).say("events", 15);
    refused(sections.signed(key), "the statement says 15 events, and there are 14");
    sections = new Sections(bundle).say("content", "0".repeat(64));
    refused(sections.signedAsItIs(key), "the statement is of other content");
    sections = new Sections(bundle).say("syscalltrack_bundle", 2);
    refused(sections.signed(key), "that is no statement of a bundle");
    refused(Arrays.copyOf(right, right.length + 1), "it is cut off there");
    byte[] twice = Arrays.copyOf(right, 2 * right.length - 16);
    System.arraycopy(right, 16, twice, right.length, right.length - 16);
    refused(twice, "that does not belong there");
  }

  @Test
  void aSignatureByAnotherKeyIsNamed() throws Exception {
    Path otherPem = dir.resolve("other.pem");
    assertEquals(0, sctlog.run("export", "--make-key", otherPem));
    String other = sctlog.out().trim();
    assertNotEquals(signer, other);
    PrivateKey stranger = Sections.key(otherPem);
    refused(
        new Sections(bundle).signed(stranger),
        "the signature is not that of the statement by the key that it names");
    refused(
        new Sections(bundle).say("key", other).signed(stranger),
        "the signature is by another key than --signer: " + other);
    // Without --signer, it is right; that nobody has looked is said.
    assertEquals(0, sctlog.run("verify", bad));
    assertTrue(sctlog.out().contains("no --signer: who made and signed"), sctlog.out());
  }

  @Test
  void aTableThatWasLeftOutIsMissed() throws Exception {
    Sections sections = new Sections(bundle);
    int table = sections.frame(2);
    byte[] whole = sections.all.get(table).raw();
    int head = 4 + Sections.FRAME_HEAD;
    byte[] part = Arrays.copyOfRange(whole, 4, head + 32);
    byte[] payload = Arrays.copyOfRange(whole, head, whole.length);
    System.arraycopy(Sections.sha256(payload), 0, part, Sections.FRAME_HEAD, 32);
    sections.all.set(table, new Section(Sections.PART, part));
    Files.write(bad, sections.signed(key));
    assertEquals(1, verify(), sctlog.out());
    assertTrue(sctlog.out().contains("the rules of 1 generations are not there"), sctlog.out());
    sections.all.remove(sections.frame(1));
    refused(sections.signed(key), "frame 2 does not follow frame 0");
  }

  @Test
  void whereverItIsCutItIsRefused() throws IOException {
    byte[] right = Files.readAllBytes(bundle);
    for (int length = 0; length < right.length; length++) {
      Files.write(bad, Arrays.copyOf(right, length));
      int status = verify();
      // Of eight bytes nobody can tell what it was to be.
      assertEquals(length < 8 ? 3 : 4, status, "cut at " + length + sctlog.out() + sctlog.err());
      String said = length < 8 ? sctlog.err() : sctlog.out();
      assertTrue(length < 8 || said.contains("byte "), said);
      assertTrue(length < 8 || said.contains("cut off there, and its "), said);
    }
  }

  @Test
  void whicheverBitIsChangedItIsRefusedAndNamed() throws IOException {
    byte[] right = Files.readAllBytes(bundle);
    Random random = new Random(14);
    for (int i = 0; i < PLACES; i++) {
      byte[] changed = right.clone();
      int at = i < 16 ? i : random.nextInt(right.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(bad, changed);
      String place = "bit of byte " + at + ": ";
      boolean newer =
          at >= 8 && ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).getInt(8) > 1;
      assertEquals(newer ? 3 : 4, verify(), place + sctlog.out() + sctlog.err());
      String said = newer ? sctlog.err() : sctlog.out();
      assertTrue(
          said.matches("(?s).*(byte \\d+: |frame \\d+|the (statement|signature) |format ).*"),
          place + said);
      if (i % 10 == 0) {
        assertEquals(3, sctlog.run("-r", bad), place + sctlog.err());
        assertEquals("", sctlog.out());
        assertEquals(1, sctlog.err().lines().count(), place + sctlog.err());
      }
    }
  }

  @Test
  void opensslSaysTheSameOfTheSignature() throws Exception {
    // As sct_capture(5) has it.
    String script =
        """
        set -e
        at=$(grep -aob syscalltrack_bundle=1 "$1" | tail -n 1 | cut -d : -f 1)
        tail -c +$((at + 1)) "$1" | head -c -76 >"$2/statement"
        tail -c 64 "$1" >"$2/signature"
        openssl pkey -in "$3" -pubout -out "$2/public.pem"
        openssl pkeyutl -verify -pubin -inkey "$2/public.pem" -rawin \\
            -in "$2/statement" -sigfile "$2/signature"
        """;
    assertEquals(0, shell(script, bundle));
    byte[] changed = Files.readAllBytes(bundle);
    changed[changed.length - 100] ^= 1;
    Files.write(bad, changed);
    assertNotEquals(0, shell(script, bad));
    // A key of openssl signs as well, and its public half is what is told of it.
    Files.delete(pem);
    assertEquals(0, shell("openssl genpkey -algorithm ed25519 -out \"$3\"", bundle));
    assertEquals(0, shell("openssl pkey -in \"$3\" -pubout -outform DER -out \"$2/der\"", bundle));
    byte[] der = Files.readAllBytes(dir.resolve("der"));
    signer = HexFormat.of().formatHex(der, der.length - 32, der.length);
    bad = bundle("second", 12);
    recorderKey = lastKey;
    assertEquals(0, verify(), sctlog.out());
    assertEquals(0, shell(script, bad));
  }

  private int shell(String script, Path of) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", script, "sh", "" + of, "" + dir, "" + pem)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("said").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }
}
