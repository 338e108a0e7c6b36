// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.nio.ByteBuffer;
import org.syscalltrack.abi.SctAbi;

/**
 * The log device: the events. One thread waits and reads; {@link #wake} may come from any thread.
 */
public final class LogDevice implements AutoCloseable {
  public static final String PATH = "/dev/" + SctAbi.LOG_DEVICE;

  /** No limit to {@link #await}. */
  public static final int NO_TIMEOUT = Libc.NO_TIMEOUT;

  /** No output to watch in {@link #await}. */
  public static final int NO_OUTPUT = -1;

  /** What ended a wait. */
  public enum Ready {
    /** There is something to read. */
    RECORDS,
    /** {@link LogDevice#wake} was called. */
    WOKEN,
    /** Nobody will read the output any more. */
    OUTPUT_CLOSED,
    /** The time is over. */
    NOTHING
  }

  private static final short GONE = Libc.POLLERR | Libc.POLLHUP | Libc.POLLNVAL;

  private final Device device;
  private final int wakeFd;

  private LogDevice(Device device, int wakeFd) {
    this.device = device;
    this.wakeFd = wakeFd;
  }

  /**
   * Opens the log.
   *
   * @param onlyNew leave out the events that are in the log already
   */
  public static LogDevice open(boolean onlyNew) throws DeviceException {
    return open(Libc.real(), PATH, onlyNew);
  }

  public static LogDevice open(Libc libc, String path, boolean onlyNew) throws DeviceException {
    // Non-blocking, so that await() is the one place that waits: it can be woken, a read cannot.
    Device device = Device.open(libc, path, Libc.O_RDONLY | Libc.O_NONBLOCK);
    try {
      device.requireSameVersion();
      libc.lseek(device.fd(), 0, onlyNew ? Libc.SEEK_END : Libc.SEEK_SET);
      return new LogDevice(device, libc.eventFd());
    } catch (ErrnoException e) {
      device.close();
      throw device.failure("cannot start reading " + path, e.errno());
    } catch (DeviceException e) {
      device.close();
      throw e;
    }
  }

  /**
   * Waits for events, for {@link #wake}, or for the end of the output, whichever is first; the last
   * two win over events.
   *
   * @param outputFd the file that the caller writes to, or {@link #NO_OUTPUT}: if it is a pipe, its
   *     closing is noticed even while there is nothing to write
   * @param timeoutMs how long, or {@link #NO_TIMEOUT}
   */
  public Ready await(int outputFd, int timeoutMs) throws DeviceException {
    int[] fds = {wakeFd, outputFd, device.fd()};
    short[] events = {Libc.POLLIN, 0, Libc.POLLIN};
    short[] happened = poll(fds, events, timeoutMs);
    if (happened[0] != 0) {
      return Ready.WOKEN;
    }
    if ((happened[1] & GONE) != 0) {
      return Ready.OUTPUT_CLOSED;
    }
    if (happened[2] == 0) {
      return Ready.NOTHING;
    }
    if ((happened[2] & Libc.POLLIN) == 0) {
      throw device.failure("the log device cannot be waited for", Errno.EIO);
    }
    return Ready.RECORDS;
  }

  /** Whether nobody will read any more what is written to the file. */
  public boolean isClosed(int outputFd) throws DeviceException {
    short[] happened = poll(new int[] {outputFd}, new short[] {0}, 0);
    return (happened[0] & GONE) != 0;
  }

  private short[] poll(int[] fds, short[] events, int timeoutMs) throws DeviceException {
    while (true) {
      try {
        return device.libc().poll(fds, events, timeoutMs);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINTR) {
          throw device.failure("cannot wait for events", e.errno());
        }
      }
    }
  }

  /** Ends a wait in another thread, and every later one. */
  public void wake() throws DeviceException {
    try {
      device.libc().signal(wakeFd);
    } catch (ErrnoException e) {
      throw device.failure("cannot end the wait for events", e.errno());
    }
  }

  /**
   * Reads whole records into the space of a direct buffer, without waiting.
   *
   * @return the bytes read; 0 if there is nothing now; -1 if there will never be anything
   */
  public int read(ByteBuffer direct) throws DeviceException {
    try {
      int count = device.libc().read(device.fd(), direct);
      return count == 0 ? -1 : count;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN || e.errno() == Errno.EINTR) {
        return 0;
      }
      throw device.failure("cannot read " + device.path(), e.errno());
    }
  }

  /** What {@link #exempt} is about. */
  public enum Exempt {
    /** A process id. */
    PID(SctAbi.EXEMPT_PID),
    /** A cgroup's id: the inode of its directory. */
    CGROUP(SctAbi.EXEMPT_CGROUP);

    private final int kind;

    Exempt(int kind) {
      this.kind = kind;
    }
  }

  /**
   * While the device is open, nobody of that process or cgroup waits for this or another reader.
   */
  public void exempt(Exempt what, long id) throws DeviceException {
    ByteBuffer request = Device.argument(SctAbi.EXEMPT_SIZE);
    request.putInt(SctAbi.EXEMPT_KIND_OFFSET, what.kind);
    request.putLong(SctAbi.EXEMPT_ID_OFFSET, id);
    try {
      device.ioctl(SctAbi.IOC_EXEMPT, request);
    } catch (ErrnoException e) {
      String hint =
          switch (e.errno()) {
            case Errno.ESRCH -> "there is no such process";
            case Errno.ENOENT -> "there is no such cgroup";
            case Errno.ENOSPC -> "there may be " + SctAbi.MAX_EXEMPT;
            default -> Hints.ofIoctl(e.errno());
          };
      throw device.failure(
          "cannot exempt " + what.name().toLowerCase(java.util.Locale.ROOT) + " " + id,
          e.errno(),
          hint);
    }
  }

  public Info info() throws DeviceException {
    return device.info();
  }

  /** The rules that an event was made under; see {@link Device#download}. */
  public Table download(long generation) throws DeviceException {
    return device.download(generation);
  }

  @Override
  public void close() throws DeviceException {
    try {
      device.libc().close(wakeFd);
    } catch (ErrnoException e) {
      throw device.failure("cannot close the wake-up", e.errno());
    } finally {
      device.close();
    }
  }
}
