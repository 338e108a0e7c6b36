// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.device.Errno;
import org.syscalltrack.device.ErrnoException;
import org.syscalltrack.device.Libc;
import org.syscalltrack.source.SteadyClock;

/** A C library with a log device behind it that gives the batches of a test. */
final class FakeLog implements Libc {
  /** As the modules tell it: the same for each who opens the device, and true by this clock. */
  private static final long EPOCH_OFFSET_NS = SteadyClock.ofSystem().offsetNs();

  private static final int EVENT_FD = 8;
  private static final int DEVICE_FD = 9;

  /** Each is what one read gives; an empty one stands for a read that finds nothing. */
  final Deque<byte[]> batches = new ArrayDeque<>();

  final Map<Long, byte[]> tables = new HashMap<>();
  final List<String> calls = new ArrayList<>();
  final List<Integer> timeouts = new ArrayList<>();

  int openErrno;
  boolean terminal;

  /** Polls that find nothing before their time is over, once nothing is left. */
  int idlePolls;

  /** Number of polls after which the output's reader is gone; -1 for never. */
  int outputClosesAfter = -1;

  /** What happens when nothing is left: the log ends, or this runs and poll looks again. */
  Runnable whenDry;

  private final Map<Long, ByteBuffer> memory = new HashMap<>();
  private boolean signalled;
  private int polls;

  @Override
  public int open(String path, int flags) throws ErrnoException {
    calls.add("open " + path);
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
    if (request == SctAbi.IOC_INFO) {
      argument.putInt(SctAbi.INFO_VERSION_OFFSET, SctAbi.ABI_VERSION);
      argument.putLong(SctAbi.INFO_EPOCH_OFFSET_NS_OFFSET, EPOCH_OFFSET_NS);
    } else if (request == SctAbi.IOC_DOWNLOAD) {
      download(argument);
    } else {
      throw new ErrnoException(Errno.ENOTTY);
    }
  }

  private void download(ByteBuffer argument) throws ErrnoException {
    byte[] table = tables.get(argument.getLong(SctAbi.DOWNLOAD_GENERATION_OFFSET));
    if (table == null) {
      throw new ErrnoException(Errno.ENOENT);
    }
    argument.putLong(SctAbi.DOWNLOAD_TABLE_SIZE_OFFSET, table.length);
    memory.get(argument.getLong(SctAbi.DOWNLOAD_BUFFER_OFFSET)).put(0, table);
  }

  @Override
  public int read(int fd, ByteBuffer buffer) throws ErrnoException {
    if (batches.isEmpty()) {
      if (signalled) {
        throw new ErrnoException(Errno.EAGAIN);
      }
      return 0;
    }
    byte[] batch = batches.remove();
    if (batch.length == 0) {
      throw new ErrnoException(Errno.EAGAIN);
    }
    buffer.put(batch);
    return batch.length;
  }

  @Override
  public long lseek(int fd, long offset, int whence) {
    calls.add("lseek " + whence);
    return 0;
  }

  @Override
  public short[] poll(int[] fds, short[] events, int timeoutMs) {
    polls++;
    if (batches.isEmpty() && idlePolls > 0) {
      idlePolls--;
      timeouts.add(timeoutMs);
      return new short[fds.length];
    }
    if (batches.isEmpty() && whenDry != null) {
      whenDry.run();
    }
    short[] happened = new short[fds.length];
    for (int i = 0; i < fds.length; i++) {
      happened[i] = happened(fds[i]);
    }
    return happened;
  }

  private short happened(int fd) {
    return switch (fd) {
      case EVENT_FD -> signalled ? POLLIN : 0;
      case DEVICE_FD -> POLLIN;
      case 1 -> outputClosesAfter >= 0 && polls > outputClosesAfter ? POLLERR : 0;
      default -> 0;
    };
  }

  @Override
  public int eventFd() {
    return EVENT_FD;
  }

  @Override
  public void signal(int eventFd) {
    signalled = true;
  }

  @Override
  public void sendTo(String path, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isTerminal(int fd) {
    return terminal;
  }

  @Override
  public long address(ByteBuffer direct) {
    memory.put((long) memory.size(), direct);
    return memory.size() - 1;
  }

  @Override
  public String message(int errno) {
    return "E" + errno;
  }
}
