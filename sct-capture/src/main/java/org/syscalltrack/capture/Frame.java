// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One frame as it lies in a file. Its hash covers its own head, the hash of the frame before it,
 * and its payload: a frame can be checked alone, and all together are a chain. From version 2 on it
 * covers the root of the tree over its records, and of the payload the hash: with these, the chain
 * and any of the records can be proved without the rest.
 *
 * @param offset where it begins in its file
 * @param number in the recording, over all its files
 * @param firstRecord number in the recording of its first record, or of the next one
 * @param records how many it holds
 * @param from of RECORDS: the earliest time, in nanoseconds since 1970; of TABLE: the generation
 * @param to of RECORDS: the latest time
 * @param previous the hash of the frame before
 * @param root of the {@link MerkleTree} over its records; null in version 1
 * @param hash its own
 * @param stored the payload as it lies in the file
 */
public record Frame(
    long offset,
    FrameType type,
    int codec,
    int rawLength,
    long number,
    long firstRecord,
    int records,
    long from,
    long to,
    byte[] previous,
    byte[] root,
    byte[] hash,
    byte[] stored) {
  /** What a file begins with; a version and four zero bytes follow. */
  static final byte[] FILE_MAGIC = {(byte) 0x89, 'S', 'C', 'T', 'C', 'A', 'P', '\n'};

  static final int FILE_HEAD = 16;
  static final int VERSION = 2;
  static final int MAGIC = 'S' | 'C' << 8 | 'T' << 16 | 'F' << 24;
  static final int HASH = 32;

  /** Bytes of a head of version 1, the shortest. */
  static final int HEAD_1 = 120;

  static final int HEAD = HEAD_1 + HASH;

  /** What a damaged length must not make a reader allocate. */
  static final int MAX_PAYLOAD = 64 << 20;

  static final int CODEC_AT = 5;
  static final int HEAD_AT = 6;
  static final int STORED_AT = 8;
  static final int RAW_AT = 12;
  static final int NUMBER_AT = 16;
  static final int FIRST_AT = 24;
  static final int RECORDS_AT = 32;
  static final int FROM_AT = 40;
  static final int TO_AT = 48;
  static final int PREVIOUS_AT = 56;

  /** In version 1, the hash stands there. */
  static final int ROOT_AT = PREVIOUS_AT + HASH;

  static byte[] noHash() {
    return new byte[HASH];
  }

  /** Bytes of the head. */
  int headLength() {
    return root == null ? HEAD_1 : HEAD;
  }

  /** Of the format that it is written in. */
  int version() {
    return root == null ? 1 : 2;
  }

  /** Bytes in the file. */
  public long length() {
    return headLength() + (long) stored.length;
  }

  public long end() {
    return offset + length();
  }

  /** The frame as bytes. */
  ByteBuffer encode() {
    return ByteBuffer.allocate((int) length()).put(head()).put(hash).put(stored).flip();
  }

  /** All of the head that stands before its hash. */
  private ByteBuffer head() {
    ByteBuffer out = ByteBuffer.allocate(headLength() - HASH).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put((byte) type.number()).put((byte) codec).putShort((short) headLength());
    out.putInt(stored.length).putInt(rawLength).putLong(number).putLong(firstRecord);
    out.putInt(records).putInt(0).putLong(from).putLong(to).put(previous);
    return (root == null ? out : out.put(root)).flip();
  }

  /** The same with the hash that it must have. */
  Frame sealed(MessageDigest digest) {
    return new Frame(
        offset,
        type,
        codec,
        rawLength,
        number,
        firstRecord,
        records,
        from,
        to,
        previous,
        root,
        hash(head(), root == null ? ByteBuffer.wrap(stored) : hash(stored, digest), digest),
        stored);
  }

  /** The same with only these of its records, which its hash says nothing of. */
  Frame withRecords(byte[] some) {
    return new Frame(
        offset,
        type,
        FrameCodec.PLAIN,
        some.length,
        number,
        firstRecord,
        records,
        from,
        to,
        previous,
        root,
        hash,
        some);
  }

  private static byte[] hash(ByteBuffer head, ByteBuffer rest, MessageDigest digest) {
    digest.reset();
    digest.update(head);
    digest.update(rest);
    return digest.digest();
  }

  private static ByteBuffer hash(byte[] payload, MessageDigest digest) {
    digest.reset();
    return ByteBuffer.wrap(digest.digest(payload));
  }

  /** The length of the payload that a head tells, or -1 if it is no head of a frame. */
  static int storedLength(ByteBuffer head, int at) {
    int length = head.getInt(at + STORED_AT);
    boolean sound =
        head.getInt(at) == MAGIC
            && FrameType.of(head.get(at + 4)) != null
            && (headLength(head, at) == HEAD || headLength(head, at) == HEAD_1)
            && length >= 0
            && length <= MAX_PAYLOAD;
    return sound ? length : -1;
  }

  /** Of the head that begins there; its first {@link #HEAD_1} bytes suffice to tell. */
  static int headLength(ByteBuffer head, int at) {
    return head.getShort(at + HEAD_AT);
  }

  /** Takes a head and its payload apart; null if their hash is not that in the head. */
  static Frame decode(ByteBuffer from, int at, int stored, long offset, MessageDigest digest) {
    byte[] payload = bytes(from, at + headLength(from, at), stored);
    boolean first = headLength(from, at) == HEAD_1;
    ByteBuffer rest = first ? ByteBuffer.wrap(payload) : hash(payload, digest);
    return decode(from, at, rest, payload, offset, digest);
  }

  /**
   * The same of a head of version 2 whose payload is not there.
   *
   * @param payloadHash of what would be stored
   * @param stored what the frame is to have instead of it
   */
  static Frame decode(
      ByteBuffer from,
      int at,
      ByteBuffer payloadHash,
      byte[] stored,
      long offset,
      MessageDigest digest) {
    int hashed = headLength(from, at) - HASH;
    byte[] hash = bytes(from, at + hashed, HASH);
    if (!Arrays.equals(hash, hash(from.slice(at, hashed), payloadHash, digest))) {
      return null;
    }
    return new Frame(
        offset,
        FrameType.of(from.get(at + 4)),
        from.get(at + CODEC_AT),
        from.getInt(at + RAW_AT),
        from.getLong(at + NUMBER_AT),
        from.getLong(at + FIRST_AT),
        from.getInt(at + RECORDS_AT),
        from.getLong(at + FROM_AT),
        from.getLong(at + TO_AT),
        bytes(from, at + PREVIOUS_AT, HASH),
        hashed == ROOT_AT ? null : bytes(from, at + ROOT_AT, HASH),
        hash,
        stored);
  }

  private static byte[] bytes(ByteBuffer from, int at, int length) {
    byte[] bytes = new byte[length];
    from.get(at, bytes);
    return bytes;
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // Every Java has it.
    }
  }
}
