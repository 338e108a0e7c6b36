// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a bundle apart; it looks at the form alone, not whether what stands there is proved. */
final class BundleReader implements AutoCloseable {
  /** What a bundle begins with; a version and four zero bytes follow. */
  static final byte[] MAGIC = {(byte) 0x89, 'S', 'C', 'T', 'B', 'N', 'D', '\n'};

  static final int VERSION = 1;
  static final int HEAD = 16;
  static final int SECTION_HEAD = 12;
  static final int ALL = -1;

  static final int WHOLE = 1;
  static final int PART = 2;
  static final int STATEMENT = 3;
  static final int SIGNATURE = 4;

  /** Where the first frame, a START, begins: even a damaged bundle is told from others by it. */
  private static final int FIRST_FRAME = HEAD + SECTION_HEAD + Integer.BYTES;

  /** What comes next. */
  sealed interface Item {
    /**
     * A frame, or what is there of it.
     *
     * @param whole with its payload
     */
    record Piece(Frame frame, boolean whole, List<Chosen> chosen) implements Item {}

    record Statement(byte[] text) implements Item {}

    record Signature(byte[] signature) implements Item {}
  }

  /**
   * A record that was selected.
   *
   * @param index in its frame
   * @param path null: all of the frame is there
   */
  record Chosen(int index, byte[] record, byte[] path) {}

  /** It is no bundle any more: where, and why. */
  static final class BadException extends Exception {
    private static final long serialVersionUID = 1L;

    BadException(String message, Object... values) {
      super(message.formatted(values));
    }
  }

  private final InputStream in;
  private final MessageDigest content = Frame.digest();
  private final MessageDigest digest = Frame.digest();
  private final FrameCodec codec = new FrameCodec();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private long offset;

  /** Of the section that was read last. */
  private long begin;

  private BundleReader(InputStream in) {
    this.in = in;
  }

  /** Whether the file is a bundle, though maybe a damaged one. */
  static boolean isBundle(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(FIRST_FRAME + Integer.BYTES);
      ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
      return isMagic(head)
          || numbers.limit() > FIRST_FRAME && numbers.getInt(FIRST_FRAME) == Frame.MAGIC;
    }
  }

  static boolean isMagic(byte[] head) {
    return head.length >= MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Opens a bundle. */
  static BundleReader open(Path path) throws CaptureException, BadException, IOException {
    BundleReader reader = new BundleReader(new BufferedInputStream(Files.newInputStream(path)));
    try {
      reader.head(path);
      return reader;
    } catch (CaptureException | BadException | IOException e) {
      reader.close();
      throw e;
    }
  }

  private void head(Path path) throws CaptureException, BadException, IOException {
    byte[] head = bytes(HEAD);
    ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (isMagic(head) && numbers.getInt(8) > VERSION) {
      throw new CaptureException(
          "%s is a bundle of format %d, and this sctlog reads up to %d: read it with a newer release"
              .formatted(path, numbers.getInt(8), VERSION));
    }
    if (!isMagic(head) || numbers.getInt(8) != VERSION || numbers.getInt(12) != 0) {
      throw new BadException("byte 0: the first 16 bytes were changed");
    }
    content.update(head);
  }

  /** Where the item begins that was read last. */
  long begin() {
    return begin;
  }

  /** Of all that stands before the statement. */
  byte[] contentHash() {
    return content.digest();
  }

  private byte[] bytes(int count) throws BadException, IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new BadException(
          "byte %d: it is cut off there, and its statement and signature are missing",
          offset + bytes.length);
    }
    offset += count;
    return bytes;
  }

  /** Null at the end, which must be behind a signature. */
  Item next() throws BadException, IOException {
    begin = offset;
    in.mark(1);
    if (in.read() < 0) {
      return null;
    }
    in.reset();
    byte[] head = bytes(SECTION_HEAD);
    ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int stored = numbers.getInt(4);
    int raw = numbers.getInt(8);
    if (numbers.getShort(2) != 0
        || stored < 0
        || stored > Frame.MAX_PAYLOAD + Frame.HEAD
        || raw < stored) {
      throw bad("there begins no section of a bundle");
    }
    byte[] payload = bytes(stored);
    if (head[0] < STATEMENT) {
      content.update(head);
      content.update(payload);
    }
    byte[] plain = codec.payload(head[1], payload, raw);
    if (plain == null) {
      throw bad("the section there cannot be decompressed");
    }
    ByteBuffer in = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    return switch (head[0]) {
      case WHOLE -> whole(in);
      case PART -> part(in);
      case STATEMENT -> new Item.Statement(plain);
      case SIGNATURE -> new Item.Signature(plain);
      default -> throw bad("there begins no section of a bundle");
    };
  }

  private BadException bad(String what) {
    return new BadException("byte %d: %s", begin, what);
  }

  private Item whole(ByteBuffer in) throws BadException {
    int count = in.remaining() < Integer.BYTES ? Integer.MAX_VALUE : in.getInt();
    int at = Integer.BYTES + (count == ALL ? 0 : Math.max(count, 0) * Integer.BYTES);
    boolean room = count <= in.limit() / Integer.BYTES && at + Frame.HEAD_1 <= in.limit();
    int stored = room ? Frame.storedLength(in, at) : -1;
    Frame frame =
        stored >= 0 && at + Frame.headLength(in, at) + stored == in.limit()
            ? Frame.decode(in, at, stored, begin, digest)
            : null;
    byte[] payload = frame == null ? null : codec.payload(frame);
    if (payload == null) {
      throw bad("the frame there is not as it was recorded");
    }
    if (frame.type() == FrameType.ORIGIN) {
      order = OriginInfo.read(payload).order();
    }
    if (frame.type() != FrameType.RECORDS) {
      return new Item.Piece(frame, true, List.of());
    }
    ByteBuffer records = ByteBuffer.wrap(payload).order(order);
    if (!Verifier.isTreeRight(frame, records)) {
      throw bad("frame " + frame.number() + " is not made of the records of its tree of hashes");
    }
    int[] ends = RecordWalk.ends(records);
    List<Chosen> chosen = new ArrayList<>();
    for (int i = 0; i < (count == ALL ? ends.length : count); i++) {
      int index = count == ALL ? i : in.getInt();
      if (index < 0 || index >= ends.length) {
        throw bad("there is no record " + (frame.firstRecord() + index) + " in the frame there");
      }
      int from = index == 0 ? 0 : ends[index - 1];
      chosen.add(new Chosen(index, Arrays.copyOfRange(payload, from, ends[index]), null));
    }
    return new Item.Piece(frame, true, chosen);
  }

  private Item part(ByteBuffer in) throws BadException {
    boolean sound =
        in.remaining() >= Frame.HEAD + Frame.HASH
            && Frame.storedLength(in, 0) >= 0
            && Frame.headLength(in, 0) == Frame.HEAD;
    Frame frame = null;
    if (sound) {
      ByteBuffer hash = in.slice(Frame.HEAD, Frame.HASH);
      frame = Frame.decode(in, 0, hash, new byte[0], begin, digest);
      in.position(Frame.HEAD + Frame.HASH);
    }
    if (frame == null) {
      throw bad("the head of a frame there is not as it was recorded");
    }
    List<Chosen> chosen = new ArrayList<>();
    while (in.hasRemaining()) {
      chosen.add(chosen(in, frame));
    }
    return new Item.Piece(frame, false, chosen);
  }

  private Chosen chosen(ByteBuffer in, Frame frame) throws BadException {
    if (in.remaining() >= 3 * Integer.BYTES) {
      int index = in.getInt();
      int length = in.getInt();
      int hashes = in.getInt();
      boolean isThere =
          length >= 0
              && hashes >= 0
              && hashes <= Integer.SIZE
              && (long) length + hashes * Frame.HASH <= in.remaining();
      if (isThere && index >= 0 && index < frame.records()) {
        byte[] record = new byte[length];
        byte[] path = new byte[hashes * Frame.HASH];
        in.get(record).get(path);
        return new Chosen(index, record, path);
      }
    }
    throw bad("what is there of frame " + frame.number() + " is no record of it with its path");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
