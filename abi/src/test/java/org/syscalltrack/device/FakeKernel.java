// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A C library whose kernel answers as a test says, and which notes what it was asked. */
final class FakeKernel implements Libc {
  /** Answers one ioctl; may look into user memory by {@link FakeKernel#memory}. */
  interface Handler {
    void handle(ByteBuffer argument) throws ErrnoException;
  }

  static final int DEVICE_FD = 7;
  static final int EVENT_FD = 8;

  final List<String> calls = new ArrayList<>();
  final Map<Long, Handler> ioctls = new HashMap<>();

  /** What poll answers, first come first served; a single number is an error. */
  final Deque<short[]> polls = new ArrayDeque<>();

  /** What read gives; a single byte is an error. */
  final Deque<byte[]> reads = new ArrayDeque<>();

  int openErrno;

  private final Map<Long, ByteBuffer> memory = new HashMap<>();

  ByteBuffer memory(long address) {
    return memory.get(address);
  }

  @Override
  public int open(String path, int flags) throws ErrnoException {
    calls.add("open %s %o".formatted(path, flags));
    if (openErrno != 0) {
      throw new ErrnoException(openErrno);
    }
    return DEVICE_FD;
  }

  @Override
  public void close(int fd) {
    calls.add("close " + fd);
  }

  @Override
  public void ioctl(int fd, long request, ByteBuffer argument) throws ErrnoException {
    if (!ioctls.containsKey(request)) {
      throw new ErrnoException(Errno.ENOTTY);
    }
    ioctls.get(request).handle(argument);
  }

  @Override
  public int read(int fd, ByteBuffer buffer) throws ErrnoException {
    byte[] bytes = reads.remove();
    if (bytes.length == 1) {
      throw new ErrnoException(bytes[0]);
    }
    buffer.put(bytes);
    return bytes.length;
  }

  @Override
  public long lseek(int fd, long offset, int whence) {
    calls.add("lseek %d %d %d".formatted(fd, offset, whence));
    return 0;
  }

  @Override
  public short[] poll(int[] fds, short[] events, int timeoutMs) throws ErrnoException {
    short[] answer = polls.remove();
    if (answer.length == 1) {
      throw new ErrnoException(answer[0]);
    }
    return answer;
  }

  @Override
  public int eventFd() {
    return EVENT_FD;
  }

  @Override
  public void signal(int eventFd) {
    calls.add("signal " + eventFd);
  }

  @Override
  public void sendTo(String path, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isTerminal(int fd) {
    return false;
  }

  @Override
  public long address(ByteBuffer direct) {
    long address = 0x1000L * (memory.size() + 1);
    memory.put(address, direct);
    return address;
  }

  @Override
  public String message(int errno) {
    return "E" + errno;
  }
}
