// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree of hashes over the records of a frame, as RFC 9162 has it: with its root known, each
 * record can be proved to be the one at its place by a hash for each level, without the others.
 * Leaves and nodes are hashed with different first bytes, so that neither passes for the other.
 */
final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  /** From the leaves to the root; each has half as many hashes as the one before, rounded up. */
  private final List<byte[][]> levels = new ArrayList<>();

  private final MessageDigest digest;

  private MerkleTree(byte[][] leaves, MessageDigest digest) {
    this.digest = digest;
    levels.add(leaves);
    byte[][] below = leaves;
    while (below.length > 1) {
      byte[][] level = new byte[(below.length + 1) / 2][];
      for (int i = 0; i < level.length; i++) {
        boolean pair = 2 * i + 1 < below.length;
        level[i] = pair ? node(digest, below[2 * i], below[2 * i + 1]) : below[2 * i];
      }
      levels.add(level);
      below = level;
    }
  }

  /**
   * Of records that lie one behind the other.
   *
   * @param ends where each of them ends, from the first one on
   */
  static MerkleTree of(byte[] bytes, int[] ends, int count, MessageDigest digest) {
    byte[][] leaves = new byte[count][];
    for (int i = 0, begin = 0; i < count; begin = ends[i++]) {
      leaves[i] = leaf(digest, bytes, begin, ends[i] - begin);
    }
    return new MerkleTree(leaves, digest);
  }

  /** Of whole records; what is no record at their end is one leaf. */
  static MerkleTree of(ByteBuffer records, MessageDigest digest) {
    int[] ends = RecordWalk.ends(records);
    return of(records.array(), ends, ends.length, digest);
  }

  /** Of no records: the hash of nothing. */
  static byte[] noRecords(MessageDigest digest) {
    digest.reset();
    return digest.digest();
  }

  private static byte[] leaf(MessageDigest digest, byte[] bytes, int at, int length) {
    digest.reset();
    digest.update(LEAF);
    digest.update(bytes, at, length);
    return digest.digest();
  }

  private static byte[] node(MessageDigest digest, byte[] left, byte[] right) {
    digest.reset();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  int size() {
    return levels.get(0).length;
  }

  byte[] root() {
    return size() == 0 ? noRecords(digest) : levels.get(levels.size() - 1)[0];
  }

  /** The hashes that lead from the leaf to the root, those below first. */
  byte[] path(int index) {
    ByteBuffer out = ByteBuffer.allocate(pathLength(index, size()));
    for (int level = 0, at = index; level < levels.size() - 1; level++, at /= 2) {
      byte[][] hashes = levels.get(level);
      int sibling = at ^ 1;
      if (sibling < hashes.length) {
        out.put(hashes[sibling]);
      }
    }
    return out.array();
  }

  /** Bytes of the path of one of so many leaves. */
  static int pathLength(int index, int size) {
    int hashes = 0;
    for (int at = index, width = size; width > 1; at /= 2, width = (width + 1) / 2) {
      hashes += (at ^ 1) < width ? 1 : 0;
    }
    return hashes * Frame.HASH;
  }

  /** The root that the record leads to by the path, whose length is right. */
  static byte[] root(byte[] record, int index, int size, byte[] path, MessageDigest digest) {
    byte[] hash = leaf(digest, record, 0, record.length);
    int next = 0;
    for (int at = index, width = size; width > 1; at /= 2, width = (width + 1) / 2) {
      if ((at ^ 1) < width) {
        byte[] sibling = Arrays.copyOfRange(path, next, next + Frame.HASH);
        hash = at % 2 == 0 ? node(digest, hash, sibling) : node(digest, sibling, hash);
        next += Frame.HASH;
      }
    }
    return hash;
  }
}
