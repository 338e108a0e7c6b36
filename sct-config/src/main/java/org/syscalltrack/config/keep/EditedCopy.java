// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.keep;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * The copy of a file of rules that somebody edits. It lies beside the file, so that its includes
 * are found, and is locked as long as it is edited: two persons do not undo each other's work.
 */
final class EditedCopy implements AutoCloseable {
  private final Path path;
  private final Path lockPath;
  private final FileChannel lock;
  private final byte[] before;
  private boolean useless;

  private EditedCopy(Path path, Path lockPath, FileChannel lock, byte[] before) {
    this.path = path;
    this.lockPath = lockPath;
    this.lock = lock;
    this.before = before;
  }

  static EditedCopy of(RulesDirectory directory, String name) throws IOException {
    Files.createDirectories(directory.path());
    // Editors replace the copy itself: another file has the lock.
    Path lockPath = directory.file("." + name + ".lock");
    FileChannel lock =
        FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(lock)) {
      lock.close();
      throw new IOException("somebody else edits " + name);
    }
    Path path = directory.file("." + name + ".edit");
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      lock.close();
      throw new IOException(path + " is what somebody left: look at it, then remove it", e);
    }
    Path file = directory.file(name);
    byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    Files.write(path, before);
    return new EditedCopy(path, lockPath, lock, before);
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(path);
  }

  boolean isAsBefore() throws IOException {
    return Arrays.equals(bytes(), before);
  }

  /** Else it stays: nobody's work is thrown away. */
  void discard() {
    useless = true;
  }

  @Override
  public void close() throws IOException {
    if (useless) {
      Files.deleteIfExists(path);
    }
    Files.deleteIfExists(lockPath);
    lock.close();
  }
}
