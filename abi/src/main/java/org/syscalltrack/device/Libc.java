// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.nio.ByteBuffer;

/**
 * The C library calls that the devices need: the border behind which tests put a kernel of their
 * own. Every buffer is direct.
 */
public interface Libc {
  int O_RDONLY = 0;
  int O_NONBLOCK = 04000;
  int O_CLOEXEC = 02000000;

  int SEEK_SET = 0;
  int SEEK_END = 2;

  short POLLIN = 1;
  short POLLERR = 8;
  short POLLHUP = 16;
  short POLLNVAL = 32;

  /** What {@link #poll} says of a file that is of no use any more. */
  short GONE = POLLERR | POLLHUP | POLLNVAL;

  int open(String path, int flags) throws ErrnoException;

  void close(int fd) throws ErrnoException;

  /** {@code argument} is passed by address, from its position 0. */
  void ioctl(int fd, long request, ByteBuffer argument) throws ErrnoException;

  /** Reads into the space between position and limit and moves the position; 0 is the end. */
  int read(int fd, ByteBuffer buffer) throws ErrnoException;

  long lseek(int fd, long offset, int whence) throws ErrnoException;

  /** Timeout of {@link #poll}. */
  int NO_TIMEOUT = -1;

  /**
   * Waits until one of the files has an event, and says which each has; none of them if the time
   * ran out first. A negative file is left out.
   */
  short[] poll(int[] fds, short[] events, int timeoutMs) throws ErrnoException;

  /** Whether nobody will read any more what is written to the file. */
  default boolean isClosed(int fd) {
    while (true) {
      try {
        return (poll(new int[] {fd}, new short[] {0}, 0)[0] & GONE) != 0;
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR) {
          return false;
        }
      }
    }
  }

  /** A new eventfd: {@link #poll} sees {@link #POLLIN} on it once it was signalled. */
  int eventFd() throws ErrnoException;

  void signal(int eventFd) throws ErrnoException;

  boolean isTerminal(int fd);

  /**
   * Sends a datagram to a socket of this machine, without waiting for room.
   *
   * @param path its file; with '@' in front, its name in the abstract name space
   */
  void sendTo(String path, String text) throws ErrnoException;

  /** Where the kernel finds the first byte of the buffer. */
  long address(ByteBuffer direct);

  /** The system's words for an error number. */
  String message(int errno);

  /** The C library of this process. */
  static Libc real() {
    return JnaLibc.instance();
  }
}
