// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** A capture that is read, with what its beginning says. */
final class OpenFile implements AutoCloseable {
  /** For standard input. */
  static final String STDIN = "-";

  private final String name;
  private final SeekableByteChannel seekable;
  private final FrameReader reader;
  private final Start start;
  private final boolean headDamaged;

  /** Null if it is a capture; else there is no reader. */
  private final BundleFrames bundle;

  private final FrameCodec codec = new FrameCodec();

  /** Was read, and comes next all the same. */
  private FrameReader.Item pushed;

  private long endFrame = -1;

  private OpenFile(
      String name,
      SeekableByteChannel seekable,
      FrameReader reader,
      Start start,
      boolean headDamaged,
      BundleFrames bundle) {
    this.name = name;
    this.seekable = seekable;
    this.reader = reader;
    this.start = start;
    this.headDamaged = headDamaged;
    this.bundle = bundle;
  }

  static OpenFile open(Path path) throws CaptureException {
    try {
      if (Files.isDirectory(path)) {
        throw new CaptureException(path + " is a directory inside of a directory of captures");
      }
      if (Files.isRegularFile(path) && BundleReader.isBundle(path)) {
        BundleFrames bundle = new BundleFrames(path);
        return new OpenFile(path.toString(), null, null, bundle.start(), false, bundle);
      }
      FileChannel channel = FileChannel.open(path);
      try {
        return begin(path.toString(), channel, channel);
      } catch (CaptureException | IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(path.toString(), e);
    }
  }

  static OpenFile stdin(ReadableByteChannel channel) throws CaptureException {
    try {
      return begin("standard input", null, channel);
    } catch (IOException e) {
      throw failure("standard input", e);
    }
  }

  private static OpenFile begin(
      String name, SeekableByteChannel seekable, ReadableByteChannel channel)
      throws CaptureException, IOException {
    FrameReader reader = new FrameReader(channel);
    byte[] head = reader.fileHead();
    if (head.length == 0) {
      throw new CaptureException(
          name + " is empty: its recorder ended before it wrote anything; leave it out");
    }
    if (BundleReader.isMagic(head)) {
      throw new CaptureException(name + " is a bundle: put it in a file, and name that");
    }
    int magic = Math.min(head.length, Frame.FILE_MAGIC.length);
    boolean right = Arrays.equals(head, 0, magic, Frame.FILE_MAGIC, 0, magic);
    FrameReader.Item first = null;
    if (head.length == Frame.FILE_HEAD) {
      // Who looks for a frame in what is no capture may look for ever.
      first = right ? reader.next() : reader.here();
    }
    Frame frame = first instanceof FrameReader.Item.Whole whole ? whole.frame() : null;
    Start start = frame != null && frame.type() == FrameType.START ? start(frame) : null;
    if (!right && start == null) {
      throw new CaptureException(
          name + " is no capture: it does not begin like one; `sctlog -w FILE` makes captures");
    }
    ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long version = head.length < 12 ? Frame.VERSION : numbers.getInt(8);
    if (start == null && version > Frame.VERSION
        || start != null && start.version() > Frame.VERSION) {
      throw new CaptureException(
          ("%s is a capture of format %d, and this sctlog reads up to %d:"
                  + " read it with a newer release")
              .formatted(
                  name, Math.max(version, start == null ? 0 : start.version()), Frame.VERSION));
    }
    if (start == null && !(first instanceof FrameReader.Item.Damaged)) {
      throw new CaptureException(
          name + " has no whole first frame: it is cut off there, and nothing in it can be read");
    }
    if (start == null) {
      // What follows can be read all the same.
      start = new Start(Frame.VERSION, "of the damaged " + name, 0, 0, 0, new byte[0]);
    }
    boolean damaged = !right || version != start.version() || numbers.getInt(12) != 0;
    OpenFile file = new OpenFile(name, seekable, reader, start, damaged, null);
    file.pushed = first;
    return file;
  }

  private static Start start(Frame frame) {
    byte[] payload = new FrameCodec().payload(frame);
    return payload == null ? null : Start.read(payload);
  }

  static CaptureException failure(String name, IOException e) {
    String why = String.valueOf(e.getMessage());
    if (e instanceof NoSuchFileException) {
      why = "there is no such file";
    } else if (e instanceof AccessDeniedException) {
      why = "permission denied: it belongs to who recorded it";
    }
    return new CaptureException("cannot read the capture " + name + ": " + why);
  }

  String name() {
    return name;
  }

  Start start() {
    return start;
  }

  /** Whether the bytes before the first frame are not what they must be. */
  boolean isHeadDamaged() {
    return headDamaged;
  }

  boolean isBundle() {
    return bundle != null;
  }

  FrameReader.Item next() throws CaptureException {
    try {
      if (bundle != null) {
        return bundle.next();
      }
      if (pushed != null) {
        FrameReader.Item item = pushed;
        pushed = null;
        return item;
      }
      return reader.next();
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  byte[] payload(Frame frame) throws CaptureException {
    byte[] payload = codec.payload(frame);
    if (payload == null) {
      throw new CaptureException(
          "%s: byte %d: frame %d has the right hash and no sense: it was made up, or made by another program"
              .formatted(name, frame.offset(), frame.number()));
    }
    return payload;
  }

  /** The index that was written when the file was closed, or null: ask frame after frame then. */
  Index index() throws CaptureException {
    if (seekable == null) {
      return null;
    }
    try {
      // Behind damage, the reader is a frame ahead.
      long back =
          pushed instanceof FrameReader.Item.Damaged bad
              ? bad.offset() + bad.bytes()
              : reader.position();
      Index index = readIndex();
      reader.seek(back);
      return index;
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  private Index readIndex() throws IOException {
    long size = seekable.size();
    if (size < Frame.FILE_HEAD + FrameReader.TRAILER) {
      return null;
    }
    ByteBuffer mark = ByteBuffer.allocate(FrameReader.TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    seekable.position(size - FrameReader.TRAILER);
    while (mark.hasRemaining() && seekable.read(mark) >= 0) {
      continue;
    }
    long offset = mark.getLong(0);
    if (mark.getLong(8) != FrameReader.TRAILER_MAGIC || offset < 0 || offset >= size) {
      return null;
    }
    endFrame = offset;
    reader.seek(offset);
    if (reader.next() instanceof FrameReader.Item.Whole whole
        && whole.frame().offset() == offset
        && whole.frame().type() == FrameType.END) {
      byte[] payload = codec.payload(whole.frame());
      return payload == null ? null : Index.read(payload);
    }
    return null;
  }

  /** The frame that an index names, or null if it is not there. */
  Frame frameAt(Index.Entry entry) throws CaptureException {
    try {
      reader.seek(entry.offset());
      return reader.next() instanceof FrameReader.Item.Whole whole
              && whole.frame().number() == entry.number()
          ? whole.frame()
          : null;
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  void seek(long offset) throws CaptureException {
    try {
      pushed = null;
      reader.seek(offset);
    } catch (IOException e) {
      throw failure(name, e);
    }
  }

  /** Goes on at the end mark: the index says that nothing before it is wanted. */
  void seekToEnd() throws CaptureException {
    seek(endFrame);
  }

  @Override
  public void close() throws CaptureException {
    try {
      if (bundle != null) {
        bundle.close();
      } else {
        reader.close();
      }
    } catch (IOException e) {
      throw failure(name, e);
    }
  }
}
