// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** {@link Libc} by JNA: the only class that knows JNA. */
final class JnaLibc implements Libc {
  /** open and ioctl are variadic in C, which takes another calling convention on some machines. */
  private interface C extends Library {
    int open(String path, int flags, Object... mode) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    int ioctl(int fd, NativeLong request, Object... argument) throws LastErrorException;

    NativeLong read(int fd, Pointer buffer, NativeLong count) throws LastErrorException;

    NativeLong write(int fd, ByteBuffer buffer, NativeLong count) throws LastErrorException;

    NativeLong lseek(int fd, NativeLong offset, int whence) throws LastErrorException;

    int poll(ByteBuffer fds, NativeLong count, int timeout) throws LastErrorException;

    int eventfd(int initial, int flags) throws LastErrorException;

    int isatty(int fd);

    int socket(int domain, int type, int protocol) throws LastErrorException;

    NativeLong sendto(
        int fd, byte[] data, NativeLong length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    String strerror(int errno);
  }

  private static final int POLLFD_SIZE = 8;
  private static final int POLLFD_FD = 0;
  private static final int POLLFD_EVENTS = 4;
  private static final int POLLFD_REVENTS = 6;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** Of struct sockaddr_un, after the two bytes of the family. */
  private static final int PATH_SIZE = 108;

  private static final class Holder {
    static final JnaLibc INSTANCE = new JnaLibc();
  }

  /** The symbols of the process itself: no search for a library file. */
  private final C c = Native.load(null, C.class);

  private JnaLibc() {}

  static JnaLibc instance() {
    return Holder.INSTANCE;
  }

  @Override
  public int open(String path, int flags) throws ErrnoException {
    try {
      return c.open(path, flags);
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
  }

  @Override
  public void close(int fd) throws ErrnoException {
    try {
      c.close(fd);
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
  }

  @Override
  public void ioctl(int fd, long request, ByteBuffer argument) throws ErrnoException {
    try {
      c.ioctl(fd, new NativeLong(request, true), argument);
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
  }

  @Override
  public int read(int fd, ByteBuffer buffer) throws ErrnoException {
    Pointer start = Native.getDirectBufferPointer(buffer).share(buffer.position());
    try {
      int count = c.read(fd, start, new NativeLong(buffer.remaining())).intValue();
      buffer.position(buffer.position() + count);
      return count;
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  @Override
  public long lseek(int fd, long offset, int whence) throws ErrnoException {
    try {
      return c.lseek(fd, new NativeLong(offset), whence).longValue();
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
  }

  @Override
  public short[] poll(int[] fds, short[] events, int timeoutMs) throws ErrnoException {
    ByteBuffer set = nativeBuffer(fds.length * POLLFD_SIZE);
    for (int i = 0; i < fds.length; i++) {
      set.putInt(i * POLLFD_SIZE + POLLFD_FD, fds[i]);
      set.putShort(i * POLLFD_SIZE + POLLFD_EVENTS, events[i]);
    }
    try {
      c.poll(set, new NativeLong(fds.length), timeoutMs);
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
    short[] happened = new short[fds.length];
    for (int i = 0; i < fds.length; i++) {
      happened[i] = set.getShort(i * POLLFD_SIZE + POLLFD_REVENTS);
    }
    return happened;
  }

  @Override
  public int eventFd() throws ErrnoException {
    try {
      return c.eventfd(0, O_CLOEXEC | O_NONBLOCK);
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
  }

  @Override
  public void signal(int eventFd) throws ErrnoException {
    ByteBuffer one = nativeBuffer(Long.BYTES).putLong(0, 1);
    try {
      c.write(eventFd, one, new NativeLong(Long.BYTES));
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
  }

  @Override
  public boolean isTerminal(int fd) {
    return c.isatty(fd) == 1;
  }

  @Override
  public void sendTo(String path, String text) throws ErrnoException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= PATH_SIZE) {
      throw new ErrnoException(Errno.EINVAL);
    }
    if (path.startsWith("@")) {
      name[0] = 0;
    }
    ByteBuffer address = nativeBuffer(Short.BYTES + name.length).putShort((short) AF_UNIX);
    address.put(name).flip();
    byte[] to = new byte[address.remaining()];
    address.get(to);
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    try {
      int fd = c.socket(AF_UNIX, SOCK_DGRAM | O_CLOEXEC, 0);
      try {
        c.sendto(fd, data, new NativeLong(data.length), MSG_DONTWAIT | MSG_NOSIGNAL, to, to.length);
      } finally {
        c.close(fd);
      }
    } catch (LastErrorException e) {
      throw new ErrnoException(e.getErrorCode());
    }
  }

  @Override
  public long address(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  @Override
  public String message(int errno) {
    return c.strerror(errno);
  }

  private static ByteBuffer nativeBuffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
