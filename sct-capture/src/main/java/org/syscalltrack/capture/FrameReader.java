// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Reads frame after frame. What is no frame, or one that was changed, it says, and goes on at the
 * next one whose hash is right.
 */
final class FrameReader implements AutoCloseable {
  /** Where the last frame of a file that was closed begins, and that it was closed. */
  static final int TRAILER = 16;

  static final long TRAILER_MAGIC = 0x0a0d_444e_4554_4353L; // "SCTEND\r\n"

  /** What comes next. */
  sealed interface Item {
    record Whole(Frame frame) implements Item {}

    /** Bytes that are no frame: changed, or not written by us. */
    record Damaged(long offset, long bytes) implements Item {}

    /** The file stops within a frame. */
    record Cut(long offset, long bytes) implements Item {}

    /** The file ends behind a frame, and has its end mark or not. */
    record End(long offset, boolean closed) implements Item {}
  }

  private final ReadableByteChannel channel;
  private final MessageDigest digest = Frame.digest();
  private ByteBuffer window = space(1 << 20);

  /** Of the first byte of the window, in the file. */
  private long base;

  private boolean ended;
  private long endFrame = -1;
  private Item held;

  FrameReader(ReadableByteChannel channel) {
    this.channel = channel;
    window.limit(0);
  }

  private static ByteBuffer space(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  long position() {
    return base + window.position();
  }

  /** Goes on there; only in a file. */
  void seek(long offset) throws IOException {
    ((SeekableByteChannel) channel).position(offset);
    window.position(0).limit(0);
    base = offset;
    ended = false;
    held = null;
  }

  /** Bytes that are there from the position on, up to as many as are asked for. */
  private int ensure(int count) throws IOException {
    while (window.remaining() < count && !ended) {
      makeRoom(count);
      int limit = window.limit();
      ByteBuffer rest = window.duplicate().position(limit).limit(window.capacity());
      int got = channel.read(rest);
      ended = got < 0;
      window.limit(limit + Math.max(got, 0));
    }
    return window.remaining();
  }

  private void makeRoom(int count) {
    if (window.capacity() - window.position() >= count && window.limit() < window.capacity()) {
      return;
    }
    base += window.position();
    ByteBuffer to = window.capacity() >= count ? window : space(Math.max(count, 2 << 20));
    int remaining = window.remaining();
    System.arraycopy(window.array(), window.position(), to.array(), 0, remaining);
    window = to.position(0).limit(remaining);
  }

  /** The first bytes of a file: fewer if there are not that many. */
  byte[] fileHead() throws IOException {
    int count = Math.min(ensure(Frame.FILE_HEAD), Frame.FILE_HEAD);
    byte[] head = new byte[count];
    window.get(head);
    return head;
  }

  Item next() throws IOException {
    if (held != null) {
      Item item = held;
      held = null;
      return item;
    }
    Frame frame = frame();
    if (frame != null) {
      return take(frame);
    }
    long offset = position();
    int left = ensure(Frame.HEAD_1);
    if (left == 0) {
      return new Item.End(offset, false);
    }
    if (ended && left <= TRAILER && isTrailer(left)) {
      skip(left);
      return left == TRAILER ? new Item.End(offset, true) : new Item.Cut(offset, left);
    }
    return search(offset);
  }

  /** The frame at the position; null if there is none, and it stays there then. */
  Item here() throws IOException {
    Frame frame = frame();
    return frame == null ? null : take(frame);
  }

  private Item take(Frame frame) {
    if (frame.type() == FrameType.END) {
      endFrame = frame.offset();
    }
    skip((int) frame.length());
    return new Item.Whole(frame);
  }

  private void skip(int count) {
    window.position(window.position() + count);
  }

  /** Whether what is left are the first bytes of the end mark that belongs here. */
  private boolean isTrailer(int left) {
    byte[] wanted = space(TRAILER).putLong(endFrame).putLong(TRAILER_MAGIC).array();
    int at = window.arrayOffset() + window.position();
    return endFrame >= 0 && Arrays.equals(window.array(), at, at + left, wanted, 0, left);
  }

  /** The frame at the position, which stays; null if there is none that is right. */
  private Frame frame() throws IOException {
    if (ensure(Frame.HEAD_1) < Frame.HEAD_1) {
      return null;
    }
    int stored = Frame.storedLength(window, window.position());
    if (stored < 0 || !isThere(stored)) {
      return null;
    }
    return Frame.decode(window, window.position(), stored, position(), digest);
  }

  /** Whether all of the frame at the position is there, which has a payload of that length. */
  private boolean isThere(int stored) throws IOException {
    int length = Frame.headLength(window, window.position()) + stored;
    return ensure(length) >= length;
  }

  /** Looks for the next frame; what lies before it is damaged, or is all that was written. */
  private Item search(long offset) throws IOException {
    boolean started = couldGoOn() && !hasEndMark();
    while (ensure(Frame.HEAD_1) > 1) {
      skip(1);
      if (window.get(window.position()) != (byte) Frame.MAGIC) {
        continue;
      }
      Frame frame = frame();
      if (frame != null) {
        long bytes = frame.offset() - offset;
        held = take(frame);
        return new Item.Damaged(offset, bytes);
      }
    }
    skip(window.remaining());
    long bytes = position() - offset;
    held = new Item.End(position(), false);
    return started ? new Item.Cut(offset, bytes) : new Item.Damaged(offset, bytes);
  }

  /** Whether the file ends before the frame at the position does. */
  private boolean couldGoOn() throws IOException {
    int left = ensure(Frame.HEAD_1);
    if (left < Frame.HEAD_1) {
      ByteBuffer magic = space(4).putInt(0, Frame.MAGIC);
      for (int i = 0; i < Math.min(left, 4); i++) {
        if (window.get(window.position() + i) != magic.get(i)) {
          return false;
        }
      }
      return true;
    }
    int stored = Frame.storedLength(window, window.position());
    return stored >= 0 && !isThere(stored);
  }

  /** Whether all of the file is in the window, and it has an end mark: then it was not cut. */
  private boolean hasEndMark() {
    return window.remaining() >= TRAILER
        && window.getLong(window.limit() - Long.BYTES) == TRAILER_MAGIC;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
