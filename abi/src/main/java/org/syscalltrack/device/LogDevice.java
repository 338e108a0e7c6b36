// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.Machine;
import org.syscalltrack.source.Origin;
import org.syscalltrack.source.RecordSource;
import org.syscalltrack.source.SteadyClock;

/** The log device: the events of this machine, as they happen, and what the log still holds. */
public final class LogDevice implements RecordSource, Origin {
  public static final String PATH = "/dev/" + SctAbi.LOG_DEVICE;

  private static final int BATCH_BYTES = 64 << 10;

  private final Device device;
  private final int wakeFd;
  private final long epochOffsetNs;
  private final Machine machine = Machine.ofProc();
  private final Batch batch = new Batch(Device.space(BATCH_BYTES), this);

  private LogDevice(Device device, int wakeFd, long epochOffsetNs) {
    this.device = device;
    this.wakeFd = wakeFd;
    this.epochOffsetNs = epochOffsetNs;
  }

  /**
   * Opens the log.
   *
   * @param onlyNew leave out the events that are in the log already
   * @param clock by which the time of day of its records is told, if the kernel does not
   */
  public static LogDevice open(Libc libc, String path, boolean onlyNew, SteadyClock clock)
      throws DeviceException {
    // Non-blocking, so that await() is the one place that waits: it can be woken, a read cannot.
    Device device = Device.open(libc, path, Libc.O_RDONLY | Libc.O_NONBLOCK);
    try {
      long offset = device.requireSameVersion().epochOffsetNs();
      libc.lseek(device.fd(), 0, onlyNew ? Libc.SEEK_END : Libc.SEEK_SET);
      return new LogDevice(device, libc.eventFd(), offset == 0 ? clock.offsetNs() : offset);
    } catch (ErrnoException e) {
      device.close();
      throw device.failure("cannot start reading " + path, e.errno());
    } catch (DeviceException e) {
      device.close();
      throw e;
    }
  }

  @Override
  public Ready await(int outputFd, int timeoutMs) throws DeviceException {
    int[] fds = {wakeFd, outputFd, device.fd()};
    short[] events = {Libc.POLLIN, 0, Libc.POLLIN};
    short[] happened = poll(fds, events, timeoutMs);
    if (happened[0] != 0) {
      return Ready.WOKEN;
    }
    if ((happened[1] & Libc.GONE) != 0) {
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

  @Override
  public void wake() throws DeviceException {
    try {
      device.libc().signal(wakeFd);
    } catch (ErrnoException e) {
      throw device.failure("cannot end the wait for events", e.errno());
    }
  }

  @Override
  public Batch read() throws DeviceException {
    batch.bytes().clear();
    int count = 0;
    try {
      count = device.libc().read(device.fd(), batch.bytes());
      if (count == 0) {
        return null;
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EAGAIN && e.errno() != Errno.EINTR) {
        throw device.failure("cannot read " + device.path(), e.errno());
      }
    }
    batch.bytes().limit(count).position(0);
    return batch;
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
          "cannot exempt " + what.name().toLowerCase(Locale.ROOT) + " " + id, e.errno(), hint);
    }
  }

  public Info info() throws DeviceException {
    return device.info();
  }

  @Override
  public byte[] table(long generation) throws DeviceException {
    try {
      return device.download(generation).bytes();
    } catch (DeviceException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public long epochOffsetNs() {
    return epochOffsetNs;
  }

  @Override
  public Machine machine() {
    return machine;
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
