// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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
    try {
      file.write(head.put(Frame.FILE_MAGIC).putInt(Frame.VERSION).putInt(0).flip());
    } catch (IOException e) {
      file.discard();
      throw e;
    }
    return file;
  }

  /** It could not be begun: a file in which nothing is would stand in the way of the next try. */
  void discard() throws IOException {
    channel.close();
    Files.delete(path);
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

  /** An END comes with the mark behind it, or not at all: more frames may follow what failed. */
  void write(Frame frame) throws IOException {
    ByteBuffer bytes = frame.encode();
    write(frame.type() == FrameType.END ? withEndMark(bytes) : bytes);
    index.add(frame);
  }

  private ByteBuffer withEndMark(ByteBuffer end) {
    ByteBuffer all = ByteBuffer.allocate(end.remaining() + FrameReader.TRAILER);
    all.order(ByteOrder.LITTLE_ENDIAN).put(end);
    return all.putLong(length).putLong(FrameReader.TRAILER_MAGIC).flip();
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

  void close() throws IOException {
    channel.close();
  }
}
