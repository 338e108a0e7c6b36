// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.syscalltrack.source.RecordSourceException;

/** Writes a bundle: records that were selected of captures, with what proves them elsewhere. */
public final class BundleWriter {
  /**
   * What the one who makes it says of it.
   *
   * @param selection which records were wanted, in words
   * @param tool which program makes it
   */
  public record Said(String selection, String tool) {}

  private final SigningKey key;
  private final Consumer<String> remarks;
  private final MessageDigest content = Frame.digest();
  private final MessageDigest digest = Frame.digest();
  private final FrameCodec codec = new FrameCodec();
  private final BundleCounts counts = new BundleCounts();
  private OutputStream out;
  private String recording;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  public BundleWriter(SigningKey key, Consumer<String> remarks) {
    this.key = key;
    this.remarks = remarks;
  }

  /**
   * Writes a file that is not there yet, and leaves it only if it proves what it says.
   *
   * @param names captures and directories of them
   */
  public void write(Path to, List<String> names, BundlePlan.Chooser chooser, Said said)
      throws RecordSourceException {
    List<CaptureFiles.Named> files = CaptureFiles.find(names, remarks);
    BundlePlan plan = BundlePlan.of(files, chooser);
    if (plan.isEmpty()) {
      throw new CaptureException(
          "no event is wanted of %s: there is nothing to prove, and no bundle was made"
              .formatted(String.join(", ", names)));
    }
    boolean whole = false;
    try (FileChannel channel = create(to)) {
      try {
        out = new BufferedOutputStream(Channels.newOutputStream(channel));
        writeAll(files, plan, statement(names, said));
        channel.force(true);
        String bad = new BundleVerifier(to, null, null).firstBad();
        if (bad != null) {
          throw new CaptureException(
              "no bundle can be made, as the capture does not prove itself: %s;"
                      .formatted(bad.substring(to.toString().length() + 2))
                  + " `sctlog verify` says more of it");
        }
        whole = true;
      } finally {
        if (!whole) {
          Files.deleteIfExists(to);
        }
      }
    } catch (IOException e) {
      throw new CaptureException(
          "cannot write the bundle " + to + ": " + CaptureWriter.reason(e, "a bundle"));
    }
    remarks.accept(to + ": " + counts + "; signed with the key " + key.text());
    if (!plan.isSealed()) {
      remarks.accept(to + ": its last records are not sealed yet, which verify will say");
    }
  }

  private static FileChannel create(Path to) throws IOException {
    return FileChannel.open(
        to,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private Properties statement(List<String> names, Said said) {
    return new Properties()
        .put("syscalltrack_bundle", BundleReader.VERSION)
        .put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .put("by", System.getProperty("user.name"))
        .put("host", OriginInfo.kernel("hostname"))
        .put("tool", said.tool())
        .put("captures", String.join(" ", names))
        .put("selection", said.selection())
        .put("key", key.text());
  }

  private void writeAll(List<CaptureFiles.Named> files, BundlePlan plan, Properties statement)
      throws IOException, CaptureException {
    ByteBuffer head = ByteBuffer.allocate(BundleReader.HEAD).order(ByteOrder.LITTLE_ENDIAN);
    put(head.put(BundleReader.MAGIC).putInt(BundleReader.VERSION).putInt(0).array());
    for (CaptureFiles.Named named : files) {
      try (OpenFile file = OpenFile.open(named.path())) {
        writeFile(file, plan);
      }
    }
    byte[] text = counts.putInto(statement).put("content", content.digest()).bytes();
    section(BundleReader.STATEMENT, text, FrameCodec.PLAIN, text.length);
    byte[] signature = key.sign(text);
    section(BundleReader.SIGNATURE, signature, FrameCodec.PLAIN, signature.length);
    out.flush();
  }

  private void writeFile(OpenFile file, BundlePlan plan) throws IOException, CaptureException {
    boolean more = true;
    while (more) {
      FrameReader.Item item = file.next();
      if (item instanceof FrameReader.Item.Whole whole) {
        BundlePlan.Planned planned = plan.of(file.start().recording(), whole.frame());
        if (planned != null) {
          writeFrame(file, whole.frame(), planned);
        }
      } else {
        more = item instanceof FrameReader.Item.Damaged;
      }
    }
  }

  private void writeFrame(OpenFile file, Frame frame, BundlePlan.Planned planned)
      throws IOException, CaptureException {
    if (!file.start().recording().equals(recording)) {
      recording = file.start().recording();
      counts.recordings++;
    }
    if (frame.type() == FrameType.ORIGIN) {
      order = OriginInfo.read(file.payload(frame)).order();
    }
    BitSet chosen = planned.chosen();
    boolean whole =
        planned.isWhole()
            || frame.root() == null
            || frame.records() > 0 && chosen.cardinality() == frame.records();
    counts.add(frame, whole, chosen.cardinality());
    byte[] payload = chosen.isEmpty() ? new byte[0] : file.payload(frame);
    ByteBuffer records = ByteBuffer.wrap(payload).order(order);
    int[] ends = RecordWalk.ends(records);
    chosen.stream().forEach(i -> counts.add(slice(records, ends, i)));
    if (whole) {
      writeWhole(frame, chosen);
    } else {
      writePart(frame, records, ends, chosen);
    }
  }

  private static ByteBuffer slice(ByteBuffer records, int[] ends, int index) {
    int from = index == 0 ? 0 : ends[index - 1];
    return records.slice(from, ends[index] - from).order(records.order());
  }

  private void writeWhole(Frame frame, BitSet chosen) throws IOException {
    boolean all = chosen.cardinality() == frame.records();
    int listed = all ? 0 : chosen.cardinality();
    int length = Integer.BYTES * (1 + listed) + (int) frame.length();
    ByteBuffer raw = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    raw.putInt(all && !chosen.isEmpty() ? BundleReader.ALL : listed);
    if (!all) {
      chosen.stream().forEach(raw::putInt);
    }
    section(BundleReader.WHOLE, raw.put(frame.encode()).array(), FrameCodec.PLAIN, length);
  }

  private void writePart(Frame frame, ByteBuffer records, int[] ends, BitSet chosen)
      throws IOException {
    MerkleTree tree = MerkleTree.of(records.array(), ends, ends.length, digest);
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.write(frame.encode().array(), 0, Frame.HEAD);
    digest.reset();
    part.writeBytes(digest.digest(frame.stored()));
    Set<Long> known = new HashSet<>();
    for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
      int from = i == 0 ? 0 : ends[i - 1];
      byte[] path = tree.path(i, known);
      ByteBuffer about = ByteBuffer.allocate(3 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      about.putInt(i).putInt(ends[i] - from).putInt(path.length / Frame.HASH);
      part.writeBytes(about.array());
      part.write(records.array(), from, ends[i] - from);
      part.writeBytes(path);
    }
    byte[] raw = part.toByteArray();
    byte[] compressed = codec.compress(raw, raw.length);
    section(
        BundleReader.PART,
        compressed == null ? raw : compressed,
        compressed == null ? FrameCodec.PLAIN : FrameCodec.ZSTD,
        raw.length);
  }

  private void section(int type, byte[] stored, int coded, int rawLength) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(BundleReader.SECTION_HEAD).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) type).put((byte) coded).putShort((short) 0);
    put(head.putInt(stored.length).putInt(rawLength).array());
    put(stored);
  }

  private void put(byte[] bytes) throws IOException {
    content.update(bytes);
    out.write(bytes);
  }
}
