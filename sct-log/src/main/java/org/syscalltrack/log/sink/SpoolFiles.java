// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A queue of records in the files of a directory, which outlives its process: they are added at its
 * end, read from its middle, and forgotten at its beginning when somebody has confirmed them.
 *
 * <p>A place in it is a number of bytes since the queue was first made. Each file is named by the
 * place of its first byte; the file {@code confirmed} has the place up to which all is confirmed,
 * and is mapped, so that it is right even if the process is killed. A record is its length, its
 * CRC-32 and its bytes. What a fall left half written at the end is cut off.
 */
final class SpoolFiles implements AutoCloseable {
  private static final String SUFFIX = ".spool";
  private static final int HEAD = 8;

  /** More than an event ever has. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int LEAST_FILE_BYTES = 64 << 10;
  private static final int FILES = 16;

  private final Path dir;
  private final long maxBytes;
  private final long fileBytes;
  private final FileChannel mark;
  private final FileLock lock;
  private final MappedByteBuffer confirmedAt;

  /** By the place of their first byte. */
  private final TreeMap<Long, FileChannel> files = new TreeMap<>();

  private long end;
  private long next;
  private long confirmed;

  /**
   * @param dir is made if need be, for its owner only
   * @param maxBytes how much may wait
   * @throws IOException if there cannot be a queue there; its message says why
   */
  SpoolFiles(Path dir, long maxBytes) throws IOException {
    this.dir = dir;
    this.maxBytes = maxBytes;
    this.fileBytes = Math.max(LEAST_FILE_BYTES, maxBytes / FILES);
    if (!Files.isDirectory(dir)) {
      Files.createDirectories(
          dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    this.mark = open(dir.resolve("confirmed"));
    this.lock = lock();
    this.confirmedAt = mark.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    try (Stream<Path> found = Files.list(dir)) {
      for (Path file : found.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        files.put(place(file), open(file));
      }
    }
    recover();
  }

  private static FileChannel open(Path file) throws IOException {
    return (FileChannel)
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private FileLock lock() throws IOException {
    FileLock got;
    try {
      got = mark.tryLock();
    } catch (OverlappingFileLockException e) {
      got = null;
    }
    if (got == null) {
      mark.close();
      throw new IOException("another sctlog uses it; give each its own directory");
    }
    return got;
  }

  private static long place(Path file) throws IOException {
    String name = file.getFileName().toString();
    try {
      return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16);
    } catch (NumberFormatException e) {
      throw new IOException("it has a file " + name + ", which is not of a spool");
    }
  }

  private void recover() throws IOException {
    confirmed = confirmedAt.getLong(0);
    if (files.isEmpty()) {
      end = confirmed;
    } else {
      // Older files that a fall of the machine left are before what is confirmed, or behind it.
      long first = files.firstKey();
      confirmed = Math.max(confirmed, first);
      long last = files.lastKey();
      next = last;
      end = last + files.get(last).size();
      while (next < end && read() != null) {
        continue;
      }
      files.get(last).truncate(next - last);
      end = next;
      confirmed = Math.min(confirmed, end);
    }
    next = confirmed;
    confirmedAt.putLong(0, confirmed);
    forget();
  }

  /** Whether there was room for it. */
  synchronized boolean add(byte[] record) throws IOException {
    if (end - confirmed + record.length + HEAD > maxBytes) {
      return false;
    }
    if (files.isEmpty() || end - files.lastKey() >= fileBytes) {
      files.put(end, open(dir.resolve("%016x%s".formatted(end, SUFFIX))));
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + record.length);
    bytes.putInt(record.length).putInt(crc(record)).put(record).flip();
    FileChannel file = files.lastEntry().getValue();
    long at = end - files.lastKey();
    try {
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
    } catch (IOException e) {
      file.truncate(end - files.lastKey());
      throw e;
    }
    end += HEAD + record.length;
    notifyAll();
    return true;
  }

  /** The next one, or null if there is none yet, or what is there is damaged. */
  synchronized byte[] read() throws IOException {
    if (next >= end) {
      return null;
    }
    Map.Entry<Long, FileChannel> file = files.floorEntry(next);
    ByteBuffer head = bytes(file, next, HEAD);
    if (head == null) {
      return null;
    }
    int length = head.getInt();
    int crc = head.getInt();
    if (length < 0 || length > MOST_BYTES) {
      return null;
    }
    ByteBuffer record = bytes(file, next + HEAD, length);
    if (record == null || crc(record.array()) != crc) {
      return null;
    }
    next += HEAD + length;
    return record.array();
  }

  private static ByteBuffer bytes(Map.Entry<Long, FileChannel> file, long place, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      int got = file.getValue().read(bytes, place - file.getKey() + bytes.position());
      if (got < 0) {
        return null;
      }
    }
    return bytes.flip();
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Goes over what cannot be read, up to the next file; gives how many bytes that is. */
  synchronized long skipDamaged() {
    Long file = files.higherKey(next);
    long from = next;
    next = file == null ? end : file;
    return next - from;
  }

  synchronized boolean isAllRead() {
    return next >= end;
  }

  /** Where the next record to be read begins. */
  synchronized long next() {
    return next;
  }

  synchronized long confirmed() {
    return confirmed;
  }

  /** How many bytes are not confirmed. */
  synchronized long waiting() {
    return end - confirmed;
  }

  /** All up to there need not be kept any more. */
  synchronized void confirm(long place) throws IOException {
    confirmed = Math.max(confirmed, place);
    confirmedAt.putLong(0, confirmed);
    forget();
  }

  private void forget() throws IOException {
    while (!files.isEmpty()) {
      Long second = files.higherKey(files.firstKey());
      long behind = second == null ? end : second;
      if (behind > confirmed || second == null && end - files.firstKey() < fileBytes) {
        return;
      }
      Map.Entry<Long, FileChannel> file = files.pollFirstEntry();
      file.getValue().close();
      Files.deleteIfExists(dir.resolve("%016x%s".formatted(file.getKey(), SUFFIX)));
    }
  }

  /** What is not confirmed is read again. */
  synchronized void rewind() {
    next = confirmed;
  }

  /** Waits until there may be something to read, at most so long. */
  synchronized void await(long milliseconds) throws InterruptedException {
    if (next >= end) {
      wait(milliseconds);
    }
  }

  /** Wakes who waits. */
  synchronized void wake() {
    notifyAll();
  }

  @Override
  public synchronized void close() throws IOException {
    for (Map.Entry<Long, FileChannel> file : files.entrySet()) {
      file.getValue().close();
      if (confirmed >= end) {
        Files.deleteIfExists(dir.resolve("%016x%s".formatted(file.getKey(), SUFFIX)));
      }
    }
    lock.release();
    mark.close();
  }
}
