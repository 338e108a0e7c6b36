// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.SctError;
import org.syscalltrack.abi.Verdict;

/** The control device: the rules that are in force. */
public final class ControlDevice implements AutoCloseable {
  public static final String PATH = "/dev/" + SctAbi.CTRL_DEVICE;

  private static final int MAX_HOLDERS_SHOWN = 64;

  private final Device device;

  private ControlDevice(Device device) {
    this.device = device;
  }

  public static ControlDevice open() throws DeviceException {
    return open(Libc.real(), PATH);
  }

  /** Opens the device and makes sure that tool and modules understand each other. */
  public static ControlDevice open(Libc libc, String path) throws DeviceException {
    Device device = Device.open(libc, path, Libc.O_RDONLY);
    try {
      device.requireSameVersion();
    } catch (DeviceException e) {
      device.close();
      throw e;
    }
    return new ControlDevice(device);
  }

  public Info info() throws DeviceException {
    return device.info();
  }

  /** The table in force, or an older one; see {@link Device#download}. */
  public Table download(long generation) throws DeviceException {
    return device.download(generation);
  }

  /** How things are. */
  public Status status() throws DeviceException {
    return new StatusReader(device).status();
  }

  /**
   * What the rules in force have done.
   *
   * @param generation 0 for whichever is in force
   * @throws DeviceException with {@link Errno#ENOENT} if another generation is in force
   */
  public Counters counters(long generation) throws DeviceException {
    return new StatusReader(device).counters(generation);
  }

  /** Puts the table in force instead of the one that is; on a refusal the old one stays. */
  public UploadResult upload(UploadRequest wanted) throws DeviceException {
    ByteBuffer table = copy(wanted.table());
    byte[] originBytes = wanted.origin().getBytes(StandardCharsets.UTF_8);
    ByteBuffer origin = copy(originBytes);
    ByteBuffer request = Device.argument(SctAbi.UPLOAD_SIZE);
    request.putLong(SctAbi.UPLOAD_TABLE_OFFSET, device.libc().address(table));
    request.putLong(SctAbi.UPLOAD_TABLE_SIZE_OFFSET, wanted.table().length);
    if (originBytes.length > 0) {
      request.putLong(SctAbi.UPLOAD_ORIGIN_OFFSET, device.libc().address(origin));
      request.putInt(SctAbi.UPLOAD_ORIGIN_SIZE_OFFSET, originBytes.length);
    }
    if (wanted.expect() != UploadRequest.ANY) {
      request.putInt(SctAbi.UPLOAD_FLAGS_OFFSET, SctAbi.UPLOAD_EXPECT);
      request.putLong(SctAbi.UPLOAD_EXPECT_OFFSET, wanted.expect());
    }
    request.putInt(SctAbi.UPLOAD_CONFIRM_S_OFFSET, wanted.confirmSeconds());
    try {
      device.ioctl(SctAbi.IOC_UPLOAD, request);
      return new UploadResult.Loaded(request.getLong(SctAbi.UPLOAD_GENERATION_OFFSET));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ESTALE) {
        throw new DeviceException(
            e.errno(),
            "cannot upload the rules: generation %d is in force, not %d"
                .formatted(info().generation(), wanted.expect()),
            "somebody was faster; see sct_config status");
      }
      return refused(e.errno(), request);
    } finally {
      Reference.reachabilityFence(table);
      Reference.reachabilityFence(origin);
    }
  }

  private static ByteBuffer copy(byte[] bytes) {
    return Device.space(Math.max(bytes.length, 1)).put(0, bytes);
  }

  private UploadResult.Refused refused(int errno, ByteBuffer request) throws DeviceException {
    int error = request.getInt(SctAbi.UPLOAD_ERROR_OFFSET);
    if (error == SctError.OK.number()) {
      String hint =
          errno == Errno.E2BIG
              ? "a rule table may have %d MiB".formatted(SctAbi.MAX_TABLE_BYTES >> 20)
              : Hints.ofIoctl(errno);
      throw device.failure("cannot upload the rules", errno, hint);
    }
    if (!SctError.isKnown(error)) {
      throw device.failure(
          "the kernel refused the rules for reason " + error, errno, Hints.TOOLS_TOO_OLD);
    }
    SctError reason = SctError.of(error);
    int abi = Byte.toUnsignedInt(request.get(SctAbi.UPLOAD_ABI_OFFSET));
    return new UploadResult.Refused(
        errno,
        reason,
        request.getInt(SctAbi.UPLOAD_RULE_OFFSET),
        request.getInt(SctAbi.UPLOAD_INDEX_OFFSET),
        isAboutCall(reason) && Abi.isKnown(abi) ? Abi.of(abi) : null,
        Short.toUnsignedInt(request.getShort(SctAbi.UPLOAD_NR_OFFSET)));
  }

  private static boolean isAboutCall(SctError error) {
    return switch (error) {
      case NO_CALL, HOOK_BUSY, HOOK, DENIAL, COST -> true;
      case OK,
          MAGIC,
          VERSION,
          SIZE,
          SECTION,
          LIMIT,
          RESERVED,
          STRING,
          RULE,
          NAME,
          ERRNO,
          PHASE,
          VIEW,
          BINDING,
          OPCODE,
          REGISTER,
          JUMP,
          VARIABLE,
          END,
          MEMORY,
          RATE,
          DELIVERY,
          SIGNAL,
          PATTERN,
          PRIORITY,
          LOOK,
          OBJECT,
          OPERATION,
          ABSENT,
          NO_DIRECTORY,
          NO_OPERATION,
          UNREACHABLE ->
          false;
    };
  }

  /** Removes all rules and says which generation "no rules" is. */
  public long delete() throws DeviceException {
    ByteBuffer request = Device.argument(SctAbi.DELETE_SIZE);
    try {
      device.ioctl(SctAbi.IOC_DELETE, request);
    } catch (ErrnoException e) {
      throw device.failure("cannot delete the rules", e.errno());
    }
    return request.getLong(SctAbi.DELETE_GENERATION_OFFSET);
  }

  /** Keeps a table that was uploaded to be confirmed; says which generation that is. */
  public long confirm() throws DeviceException {
    ByteBuffer request = Device.argument(SctAbi.CONFIRM_SIZE);
    try {
      device.ioctl(SctAbi.IOC_CONFIRM, request);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        throw new DeviceException(
            e.errno(), "no rules wait to be confirmed", "they are already, or were taken back");
      }
      throw device.failure("cannot confirm the rules", e.errno());
    }
    return request.getLong(SctAbi.CONFIRM_GENERATION_OFFSET);
  }

  /** Makes the table and the modules stay as they are until the next boot. */
  public long lock() throws DeviceException {
    ByteBuffer request = Device.argument(SctAbi.LOCK_SIZE);
    try {
      device.ioctl(SctAbi.IOC_LOCK, request);
    } catch (ErrnoException e) {
      String hint =
          e.errno() == Errno.EBUSY
              ? "the rules wait to be confirmed, run sct_config confirm first"
              : Hints.ofIoctl(e.errno());
      throw device.failure("cannot lock the rules", e.errno(), hint);
    }
    return request.getLong(SctAbi.LOCK_GENERATION_OFFSET);
  }

  /**
   * Sets the size of each CPU's log and says what it is then.
   *
   * @param bytes 0 only asks
   */
  public long logSize(long bytes) throws DeviceException {
    ByteBuffer request = Device.argument(SctAbi.LOG_SIZE_SIZE);
    request.putLong(SctAbi.LOG_SIZE_BYTES_OFFSET, bytes);
    try {
      device.ioctl(SctAbi.IOC_LOG_SIZE, request);
    } catch (ErrnoException e) {
      String hint =
          e.errno() == Errno.EINVAL ? "a CPU's log has 64 KiB to 1 GiB" : Hints.ofIoctl(e.errno());
      throw device.failure("cannot change the size of the log", e.errno(), hint);
    }
    return request.getLong(SctAbi.LOG_SIZE_BYTES_OFFSET);
  }

  /** Waits until no call is inside the modules, at most that long; 0 only looks. */
  public DrainResult drain(int timeoutMs) throws DeviceException {
    ByteBuffer holders = Device.space(MAX_HOLDERS_SHOWN * SctAbi.HOLDER_SIZE);
    ByteBuffer request = Device.argument(SctAbi.DRAIN_SIZE);
    request.putInt(SctAbi.DRAIN_TIMEOUT_MS_OFFSET, timeoutMs);
    request.putLong(SctAbi.DRAIN_HOLDERS_OFFSET, device.libc().address(holders));
    request.putInt(SctAbi.DRAIN_HOLDER_SPACE_OFFSET, MAX_HOLDERS_SHOWN);
    try {
      device.ioctl(SctAbi.IOC_DRAIN, request);
      return new DrainResult.Drained();
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case Errno.ENOTEMPTY -> new DrainResult.HasRules();
        case Errno.EBUSY -> busy(request, holders);
        default -> throw device.failure("cannot wait for the calls in progress", e.errno());
      };
    }
  }

  private static DrainResult.Busy busy(ByteBuffer request, ByteBuffer holders) {
    int count = request.getInt(SctAbi.DRAIN_HOLDER_COUNT_OFFSET);
    List<DrainResult.Holder> list = new ArrayList<>();
    for (int i = 0; i < Math.min(count, MAX_HOLDERS_SHOWN); i++) {
      list.add(holder(holders, i * SctAbi.HOLDER_SIZE));
    }
    return new DrainResult.Busy(count, list);
  }

  private static DrainResult.Holder holder(ByteBuffer holders, int at) {
    byte[] comm = new byte[SctAbi.HOLDER_COMM_COUNT];
    holders.get(at + SctAbi.HOLDER_COMM_OFFSET, comm);
    int length = 0;
    while (length < comm.length && comm[length] != 0) {
      length++;
    }
    int abi = Byte.toUnsignedInt(holders.get(at + SctAbi.HOLDER_ABI_OFFSET));
    return new DrainResult.Holder(
        holders.getInt(at + SctAbi.HOLDER_PID_OFFSET),
        holders.getInt(at + SctAbi.HOLDER_TID_OFFSET),
        Abi.of(abi),
        Short.toUnsignedInt(holders.getShort(at + SctAbi.HOLDER_NR_OFFSET)),
        new String(comm, 0, length, StandardCharsets.UTF_8));
  }

  /** Which of these calls the kernel has, whatever rules are in force. */
  public Map<KernelCalls.Id, KernelCalls.Presence> calls(Collection<KernelCalls.Id> wanted)
      throws DeviceException {
    return KernelCalls.ask(device, wanted);
  }

  /** The calls that wait for an answer, the oldest first. */
  public List<PendingCall> pending() throws DeviceException {
    return new Questions(device).pending();
  }

  /**
   * Answers one of them.
   *
   * @param number the error of FAILED, the signal of KILLED, else 0
   * @param remember whether that holds for later calls, too
   */
  public void answer(long id, Verdict verdict, int number, boolean remember)
      throws DeviceException {
    new Questions(device).answer(id, verdict, number, remember);
  }

  @Override
  public void close() throws DeviceException {
    device.close();
  }
}
