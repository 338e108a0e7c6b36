// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * The hashes that lead from the leaf towards the root, those below first, up to a node that is
   * known.
   *
   * @param known of this tree by paths before; those of this one are added
   */
  byte[] path(int index, Set<Long> known) {
    known.add(node(levels.size() - 1, 0));
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    int at = index;
    for (int level = 0; known.add(node(level, at)); level++, at /= 2) {
      int sibling = at ^ 1;
      if (sibling < levels.get(level).length) {
        path.writeBytes(levels.get(level)[sibling]);
        known.add(node(level, sibling));
      }
    }
    return path.toByteArray();
  }

  /** A place in a tree. */
  private static long node(int level, int index) {
    return (long) level << Integer.SIZE | index;
  }

  /** What is known of a tree: first its root, then what records that were proved have shown. */
  static final class Known {
    private final Map<Long, byte[]> hashes = new HashMap<>();
    private final int size;
    private final MessageDigest digest;

    Known(byte[] root, int size, MessageDigest digest) {
      this.size = size;
      this.digest = digest;
      int top = 0;
      for (int width = size; width > 1; width = (width + 1) / 2) {
        top++;
      }
      hashes.put(node(top, 0), root);
    }

    /**
     * Whether it is the record at that index.
     *
     * @param path as {@link #path} gives it: neither less nor more than is not known
     */
    boolean proves(byte[] record, int index, byte[] path) {
      Map<Long, byte[]> shown = new HashMap<>();
      byte[] hash = leaf(digest, record, 0, record.length);
      int used = 0;
      int at = index;
      int width = size;
      int level = 0;
      while (!hashes.containsKey(node(level, at))) {
        shown.put(node(level, at), hash);
        int sibling = at ^ 1;
        if (sibling < width) {
          if (used == path.length) {
            return false;
          }
          byte[] beside = Arrays.copyOfRange(path, used, used + Frame.HASH);
          used += Frame.HASH;
          shown.put(node(level, sibling), beside);
          hash = at < sibling ? node(digest, hash, beside) : node(digest, beside, hash);
        }
        level++;
        at /= 2;
        width = (width + 1) / 2;
      }
      boolean right = used == path.length && Arrays.equals(hash, hashes.get(node(level, at)));
      if (right) {
        hashes.putAll(shown);
      }
      return right;
    }
  }
}
