// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers, little-endian, and texts, one after the other without room between them. */
final class Packed {
  private ByteBuffer out = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

  int length() {
    return out.position();
  }

  void clear() {
    out.clear();
  }

  void writeTo(OutputStream stream) throws IOException {
    stream.write(out.array(), 0, out.position());
  }

  private ByteBuffer room(int more) {
    if (more > out.remaining()) {
      int length = Math.max(2 * out.capacity(), out.position() + more);
      int position = out.position();
      out = ByteBuffer.wrap(Arrays.copyOf(out.array(), length)).order(ByteOrder.LITTLE_ENDIAN);
      out.position(position);
    }
    return out;
  }

  Packed u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  Packed u16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  Packed u32(long value) {
    room(Integer.BYTES).putInt((int) value);
    return this;
  }

  Packed u64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Puts a number where one stands. */
  void setU64(int at, long value) {
    out.putLong(at, value);
  }

  Packed bytes(byte[] array, int offset, int length) {
    room(length).put(array, offset, length);
    return this;
  }

  /** Bytes without a NUL, and one behind them. */
  Packed text(byte[] array, int offset, int length) {
    return bytes(array, offset, length).u8(0);
  }

  /** The bytes, with their number before them. */
  Packed counted(byte[] array, int offset, int length) {
    return u32(length).bytes(array, offset, length);
  }
}
