// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.syscalltrack.abi.SctAbi;

/** An open device of the modules: what the control device and the log device have in common. */
final class Device implements AutoCloseable {
  private static final int FIRST_TABLE_SPACE = 64 << 10;

  private final Libc libc;
  private final String path;
  private final int fd;

  private Device(Libc libc, String path, int fd) {
    this.libc = libc;
    this.path = path;
    this.fd = fd;
  }

  static Device open(Libc libc, String path, int flags) throws DeviceException {
    try {
      return new Device(libc, path, libc.open(path, flags | Libc.O_CLOEXEC));
    } catch (ErrnoException e) {
      throw new DeviceException(
          e.errno(), "cannot open " + path + ": " + libc.message(e.errno()), openHint(e.errno()));
    }
  }

  private static String openHint(int errno) {
    return switch (errno) {
      case Errno.ENOENT, Errno.ENXIO, Errno.ENODEV ->
          "the syscalltrack modules are not loaded, run sct_load as root";
      case Errno.EACCES, Errno.EPERM -> Hints.MUST_BE_ROOT;
      case Errno.EBUSY -> "another program has it open, try again when that has ended";
      default -> "";
    };
  }

  Libc libc() {
    return libc;
  }

  int fd() {
    return fd;
  }

  String path() {
    return path;
  }

  /** A zeroed argument of an ioctl, with its size set. */
  static ByteBuffer argument(int size) {
    ByteBuffer argument = space(size);
    argument.putInt(0, size);
    return argument;
  }

  static ByteBuffer space(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  void ioctl(long request, ByteBuffer argument) throws ErrnoException {
    libc.ioctl(fd, request, argument);
  }

  DeviceException failure(String doing, int errno, String hint) {
    return new DeviceException(errno, doing + ": " + libc.message(errno), hint);
  }

  /** For errors that mean the same in every ioctl. */
  DeviceException failure(String doing, int errno) {
    return failure(doing, errno, Hints.ofIoctl(errno));
  }

  Info info() throws DeviceException {
    ByteBuffer info = argument(SctAbi.INFO_SIZE);
    try {
      ioctl(SctAbi.IOC_INFO, info);
    } catch (ErrnoException e) {
      throw failure(path + " does not say what is loaded", e.errno());
    }
    return new Info(
        info.getInt(SctAbi.INFO_VERSION_OFFSET),
        info.getLong(SctAbi.INFO_GENERATION_OFFSET),
        info.getInt(SctAbi.INFO_RULE_COUNT_OFFSET),
        info.getInt(SctAbi.INFO_TABLE_SIZE_OFFSET),
        info.getInt(SctAbi.INFO_HOOK_COUNT_OFFSET),
        info.getInt(SctAbi.INFO_AFTER_CALLS_OFFSET),
        info.getLong(SctAbi.INFO_EPOCH_OFFSET_NS_OFFSET));
  }

  /** Tools and modules of different releases must not misread each other. */
  Info requireSameVersion() throws DeviceException {
    Info info = info();
    int version = info.version();
    if (version != SctAbi.ABI_VERSION) {
      throw new DeviceException(
          0,
          "the modules speak version %d of the binary format, this tool version %d"
              .formatted(version, SctAbi.ABI_VERSION),
          version < SctAbi.ABI_VERSION ? Hints.MODULES_TOO_OLD : Hints.TOOLS_TOO_OLD);
    }
    return info;
  }

  /**
   * Fetches a table.
   *
   * @param generation 0 for the one in force
   * @throws DeviceException with {@link Errno#ENOENT} if the kernel does not hold it any more
   */
  Table download(long generation) throws DeviceException {
    ByteBuffer bytes = space(FIRST_TABLE_SPACE);
    while (true) {
      ByteBuffer request = argument(SctAbi.DOWNLOAD_SIZE);
      request.putLong(SctAbi.DOWNLOAD_BUFFER_OFFSET, libc.address(bytes));
      request.putLong(SctAbi.DOWNLOAD_BUFFER_SIZE_OFFSET, bytes.capacity());
      request.putLong(SctAbi.DOWNLOAD_GENERATION_OFFSET, generation);
      int errno = 0;
      try {
        ioctl(SctAbi.IOC_DOWNLOAD, request);
      } catch (ErrnoException e) {
        errno = e.errno();
      }
      long size = request.getLong(SctAbi.DOWNLOAD_TABLE_SIZE_OFFSET);
      boolean fits = size >= 0 && size <= bytes.capacity();
      if (errno == 0 && fits) {
        byte[] table = new byte[(int) size];
        bytes.get(0, table);
        return new Table(request.getLong(SctAbi.DOWNLOAD_GENERATION_OFFSET), table);
      }
      // The table in force may have grown again meanwhile; each turn has more space than the last.
      if (errno != Errno.ENOSPC || fits || size < 0 || size > SctAbi.MAX_TABLE_BYTES) {
        throw failure("cannot download the rules", errno == 0 ? Errno.EIO : errno);
      }
      bytes = space((int) size);
    }
  }

  @Override
  public void close() throws DeviceException {
    try {
      libc.close(fd);
    } catch (ErrnoException e) {
      throw failure("cannot close " + path, e.errno());
    }
  }
}
