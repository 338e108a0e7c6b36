// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/** Payloads to what is stored of them, and back. */
final class FrameCodec {
  static final int PLAIN = 0;
  static final int ZSTD = 1;

  private final ZstdCompressor compressor = new ZstdCompressor();
  private final ZstdDecompressor decompressor = new ZstdDecompressor();
  private byte[] space = new byte[0];

  /** The compressed bytes, or null if they are not fewer. */
  byte[] compress(byte[] raw, int length) {
    int most = compressor.maxCompressedLength(length);
    if (space.length < most) {
      space = new byte[most];
    }
    int stored = compressor.compress(raw, 0, length, space, 0, most);
    return stored < length ? Arrays.copyOf(space, stored) : null;
  }

  /** The payload of a frame whose hash was right; null if it is none all the same. */
  byte[] payload(Frame frame) {
    return payload(frame.codec(), frame.stored(), frame.rawLength());
  }

  /** What was stored so by that codec, of that length; null if it was not. */
  byte[] payload(int codec, byte[] stored, int rawLength) {
    if (codec == PLAIN) {
      return stored.length == rawLength ? stored : null;
    }
    if (codec != ZSTD || rawLength < 0 || rawLength > Frame.MAX_PAYLOAD) {
      return null;
    }
    byte[] raw = new byte[rawLength];
    try {
      int length = decompressor.decompress(stored, 0, stored.length, raw, 0, raw.length);
      return length == raw.length ? raw : null;
    } catch (RuntimeException e) {
      // Whoever made up the frame made up its hash as well.
      return null;
    }
  }
}
