// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/** A file that is written: whole frames, whatever happens, and what a reader finds in it. */
final class CaptureFile {
  private final Path path;
  private final FileChannel channel;
  private final Index index = new Index();
  private final Set<Long> tables = new HashSet<>();
  private long length;

  private CaptureFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Makes a file that only its owner can read, as events tell what users do. */
  static CaptureFile create(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    CaptureFile file = new CaptureFile(path, channel);
    ByteBuffer head = ByteBuffer.allocate(Frame.FILE_HEAD).order(ByteOrder.LITTLE_ENDIAN);
    file.write(head.put(Frame.FILE_MAGIC).putInt(Frame.VERSION).putInt(0).flip());
    return file;
  }

  Path path() {
    return path;
  }

  long length() {
    return length;
  }

  Index index() {
    return index;
  }

  /** The generations whose tables are in it. */
  Set<Long> tables() {
    return tables;
  }

  void write(Frame frame) throws IOException {
    write(frame.encode());
    index.add(frame);
  }

  private void write(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      length += count;
    } catch (IOException e) {
      // A part of a frame is of no use, and would stand in the way of the next one.
      channel.truncate(length);
      throw e;
    }
  }

  void sync() throws IOException {
    channel.force(false);
  }

  void writeEndMark(long endFrame) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(FrameReader.TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    write(mark.putLong(endFrame).putLong(FrameReader.TRAILER_MAGIC).flip());
  }

  void close() throws IOException {
    channel.close();
  }
}
