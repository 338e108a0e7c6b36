// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.syscalltrack.abi.SctAbi;

/** Captures of machines whose records this program cannot read, and of those that it can. */
class CaptureOtherMachineTest {
  @TempDir Path dir;
  private final List<String> remarks = new ArrayList<>();
  private byte[] chain = Frame.noHash();
  private long number;

  private void write(CaptureFile file, FrameType type, byte[] payload) throws IOException {
    write(file, type, payload, MerkleTree.noRecords(Frame.digest()));
  }

  private void write(CaptureFile file, FrameType type, byte[] payload, byte[] root)
      throws IOException {
    Frame frame =
        new Frame(
                file.length(),
                type,
                FrameCodec.PLAIN,
                payload.length,
                number++,
                0,
                0,
                0,
                0,
                chain,
                root,
                Frame.noHash(),
                payload)
            .sealed(Frame.digest());
    chain = frame.hash();
    file.write(frame);
  }

  private CaptureSource capture(String machine, long abi) throws IOException, CaptureException {
    Path path = dir.resolve(machine + abi);
    CaptureFile file = CaptureFile.create(path);
    write(
        file,
        FrameType.START,
        new Properties().put("version", Frame.VERSION).put("recording", "x").bytes());
    write(
        file,
        FrameType.ORIGIN,
        new OriginInfo("host\nname", "boot", "6.1", machine, "little", abi, 5).bytes());
    file.close();
    return CaptureSource.open(
        List.of(path.toString()),
        InputStream.nullInputStream(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        remarks::add);
  }

  private String refused(String machine, long abi) throws IOException, CaptureException {
    try (CaptureSource source = capture(machine, abi)) {
      return assertThrows(CaptureException.class, source::read).getMessage();
    }
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException, CaptureException {
    String other = refused("aarch64", SctAbi.ABI_VERSION);
    assertTrue(other.contains("made on aarch64"), other);
    assertTrue(other.contains("read it with one made for aarch64"), other);
    String newer = refused("x86_64", SctAbi.ABI_VERSION + 1);
    assertTrue(newer.contains("binary format " + (SctAbi.ABI_VERSION + 1)), newer);
  }

  @Test
  void aTreeOfOtherRecordsIsFound() throws IOException, CaptureException {
    Path path = dir.resolve("tree");
    CaptureFile file = CaptureFile.create(path);
    write(file, FrameType.START, new Properties().put("version", 2).put("recording", "x").bytes());
    write(
        file,
        FrameType.ORIGIN,
        new OriginInfo("host", "boot", "6.1", "x86_64", "little", SctAbi.ABI_VERSION, 5).bytes());
    write(file, FrameType.RECORDS, new byte[3], Frame.noHash());
    file.close();
    Verifier verifier = new Verifier(null, null, remarks::add);
    assertEquals(Verifier.Verdict.CHANGED, verifier.verify(List.of(path.toString())));
    String report = verifier.report();
    assertTrue(report.contains("frame 2 is not made of the records that its tree"), report);
  }

  @Test
  void oneWithoutRecordsHasNone() throws IOException, CaptureException {
    try (CaptureSource source = capture("x86_64", SctAbi.ABI_VERSION)) {
      assertNull(source.read());
    }
    assertEquals(1, remarks.size(), remarks.toString());
    assertTrue(remarks.get(0).contains("no end mark"), remarks.get(0));
  }
}
