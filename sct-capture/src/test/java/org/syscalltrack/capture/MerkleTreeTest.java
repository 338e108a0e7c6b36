// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final int MOST = 70;

  private final Random random = new Random(9162);
  private final MessageDigest digest = Frame.digest();

  /** As the RFC defines it: MTH, section 2.1.1. */
  private byte[] defined(List<byte[]> records) {
    if (records.isEmpty()) {
      return digest.digest();
    } else if (records.size() == 1) {
      digest.update((byte) 0);
      return digest.digest(records.get(0));
    }
    int k = Integer.highestOneBit(records.size() - 1);
    byte[] left = defined(records.subList(0, k));
    byte[] right = defined(records.subList(k, records.size()));
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  private List<byte[]> records(int count) {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[1 + random.nextInt(100)];
      random.nextBytes(record);
      records.add(record);
    }
    return records;
  }

  private MerkleTree tree(List<byte[]> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] ends = new int[records.size()];
    for (int i = 0; i < ends.length; i++) {
      bytes.writeBytes(records.get(i));
      ends[i] = bytes.size();
    }
    return MerkleTree.of(bytes.toByteArray(), ends, ends.length, digest);
  }

  @Test
  void theRootIsThatOfTheRfc() {
    for (int count = 0; count <= MOST; count++) {
      List<byte[]> records = records(count);
      assertArrayEquals(defined(records), tree(records).root(), count + " records");
    }
    // Of the test vectors that Certificate Transparency's programs share.
    List<byte[]> two = List.of(new byte[0], new byte[] {0});
    assertEquals(
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        HexFormat.of().formatHex(tree(two).root()));
  }

  private static byte[] path(MerkleTree tree, int index) {
    return tree.path(index, new HashSet<>());
  }

  private MerkleTree.Known known(MerkleTree tree) {
    return new MerkleTree.Known(tree.root(), tree.size(), digest);
  }

  @Test
  void eachRecordIsProvedAtItsPlaceOnly() {
    for (int count = 1; count <= MOST; count++) {
      List<byte[]> records = records(count);
      MerkleTree tree = tree(records);
      for (int i = 0; i < count; i++) {
        byte[] path = path(tree, i);
        byte[] record = records.get(i);
        assertTrue(known(tree).proves(record, i, path), count + " " + i);
        byte[] other = record.clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        assertFalse(known(tree).proves(other, i, path), count + " " + i);
        for (int elsewhere = 0; elsewhere < count; elsewhere++) {
          assertEquals(elsewhere == i, known(tree).proves(record, elsewhere, path));
        }
        byte[] longer = Arrays.copyOf(path, path.length + Frame.HASH);
        assertFalse(known(tree).proves(record, i, longer), count + " " + i);
        if (count > 1) {
          byte[] shorter = Arrays.copyOf(path, path.length - Frame.HASH);
          assertFalse(known(tree).proves(record, i, shorter), count + " " + i);
          path[random.nextInt(path.length)] ^= (byte) (1 << random.nextInt(8));
          assertFalse(known(tree).proves(record, i, path), count + " " + i);
        }
      }
    }
  }

  @Test
  void whatIsKnownIsNotToldAgainAndProvesAsMuch() {
    for (int count = 1; count <= MOST; count++) {
      List<byte[]> records = records(count);
      MerkleTree tree = tree(records);
      MerkleTree.Known known = known(tree);
      Set<Long> told = new HashSet<>();
      int hashes = 0;
      for (int i = 0; i < count; i++) {
        if (random.nextBoolean()) {
          byte[] path = tree.path(i, told);
          byte[] other = records.get(i).clone();
          other[0] ^= 1;
          assertFalse(known.proves(other, i, path), count + " " + i);
          assertTrue(known.proves(records.get(i), i, path), count + " " + i);
          assertFalse(known.proves(other, i, new byte[0]), count + " " + i);
          hashes += path.length / Frame.HASH;
        }
      }
      assertTrue(hashes < count, hashes + " hashes for some of " + count);
    }
  }

  @Test
  void aNodeIsNoRecord() {
    List<byte[]> two = records(2);
    byte[] node = new byte[2 * Frame.HASH];
    for (int i = 0; i < 2; i++) {
      byte[] leaf = tree(two.subList(i, i + 1)).root();
      System.arraycopy(leaf, 0, node, i * Frame.HASH, Frame.HASH);
    }
    assertFalse(Arrays.equals(tree(two).root(), tree(List.of(node)).root()));
  }
}
