// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Kind;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.abi.Verdict;

/** Calls that wait for an answer, and the answers. */
final class Questions {
  private static final int FIRST_SPACE = 64 << 10;

  private final Device device;

  Questions(Device device) {
    this.device = device;
  }

  List<PendingCall> pending() throws DeviceException {
    ByteBuffer space = Device.space(FIRST_SPACE);
    while (true) {
      ByteBuffer request = Device.argument(SctAbi.PENDING_SIZE);
      request.putLong(SctAbi.PENDING_BUFFER_OFFSET, device.libc().address(space));
      request.putLong(SctAbi.PENDING_BUFFER_SIZE_OFFSET, space.capacity());
      try {
        device.ioctl(SctAbi.IOC_PENDING, request);
        return read(space, request.getInt(SctAbi.PENDING_COUNT_OFFSET));
      } catch (ErrnoException e) {
        long bytes = request.getLong(SctAbi.PENDING_BYTES_OFFSET);
        boolean grows = bytes > space.capacity() && bytes <= Integer.MAX_VALUE / 2;
        if (e.errno() != Errno.ENOSPC || !grows) {
          throw device.failure("cannot list the calls that wait", e.errno());
        }
        // More may come meanwhile.
        space = Device.space((int) bytes * 2);
      }
    }
  }

  private List<PendingCall> read(ByteBuffer from, int count) throws DeviceException {
    long epochOffset = device.info().epochOffsetNs();
    List<PendingCall> list = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      list.add(call(from, at, epochOffset));
      at += from.getInt(at + SctAbi.LISTED_LEN_OFFSET);
    }
    return list;
  }

  private static PendingCall call(ByteBuffer from, int at, long epochOffset) {
    int event = at + SctAbi.LISTED_SIZE;
    return new PendingCall(
        from.getLong(at + SctAbi.LISTED_ID_OFFSET),
        Integer.toUnsignedLong(from.getInt(at + SctAbi.LISTED_LEFT_MS_OFFSET)),
        comm(from, at + SctAbi.LISTED_COMM_OFFSET),
        from.getLong(event + SctAbi.EVENT_GENERATION_OFFSET),
        from.getInt(event + SctAbi.EVENT_RULE_OFFSET),
        from.getInt(event + SctAbi.EVENT_VIEW_OFFSET),
        Abi.of(from.get(event + SctAbi.EVENT_ABI_OFFSET)),
        Short.toUnsignedInt(from.getShort(event + SctAbi.EVENT_NR_OFFSET)),
        from.getInt(event + SctAbi.EVENT_PID_OFFSET),
        from.getInt(event + SctAbi.EVENT_TID_OFFSET),
        Integer.toUnsignedLong(from.getInt(event + SctAbi.EVENT_UID_OFFSET)),
        from.getLong(event + SctAbi.RECORD_TIME_NS_OFFSET) + epochOffset,
        fields(
            from,
            event + SctAbi.EVENT_SIZE + SctAbi.ASKED_SIZE,
            from.getInt(event + SctAbi.EVENT_FIELD_COUNT_OFFSET)));
  }

  private static String comm(ByteBuffer from, int at) {
    byte[] comm = new byte[SctAbi.LISTED_COMM_COUNT];
    from.get(at, comm);
    int length = 0;
    while (length < comm.length && comm[length] != 0) {
      length++;
    }
    return new String(comm, 0, length, StandardCharsets.UTF_8);
  }

  private static List<PendingCall.Field> fields(ByteBuffer from, int start, int count) {
    List<PendingCall.Field> fields = new ArrayList<>();
    int at = start;
    for (int i = 0; i < count; i++) {
      Type type = Type.of(from.get(at + SctAbi.FIELD_TYPE_OFFSET));
      int flags = from.get(at + SctAbi.FIELD_FLAGS_OFFSET);
      int length = from.getInt(at + SctAbi.FIELD_LEN_OFFSET);
      int data = at + SctAbi.FIELD_SIZE;
      int head = (flags & SctAbi.FIELD_LIST) != 0 ? SctAbi.LIST_SIZE : 0;
      byte[] bytes = new byte[length - head];
      from.get(data + head, bytes);
      boolean number = type.kind() == Kind.INT && length == Long.BYTES;
      fields.add(
          new PendingCall.Field(
              Var.of(from.get(at + SctAbi.FIELD_VAR_OFFSET)),
              from.get(at + SctAbi.FIELD_INDEX_OFFSET),
              type,
              flags,
              number ? from.getLong(data) : 0,
              bytes));
      at = data + (length + 7 & -8);
    }
    return fields;
  }

  void answer(long id, Verdict verdict, int number, boolean remember) throws DeviceException {
    ByteBuffer request = Device.argument(SctAbi.ANSWER_SIZE);
    request.putInt(SctAbi.ANSWER_FLAGS_OFFSET, remember ? SctAbi.ANSWER_REMEMBER : 0);
    request.putLong(SctAbi.ANSWER_ID_OFFSET, id);
    request.put(SctAbi.ANSWER_VERDICT_OFFSET, (byte) verdict.number());
    if (verdict == Verdict.FAILED) {
      request.putInt(SctAbi.ANSWER_ERROR_OFFSET, number);
    } else if (verdict == Verdict.KILLED) {
      request.put(SctAbi.ANSWER_SIGNAL_OFFSET, (byte) number);
    }
    try {
      device.ioctl(SctAbi.IOC_ANSWER, request);
    } catch (ErrnoException e) {
      throw refused(id, e.errno());
    }
  }

  private DeviceException refused(long id, int errno) {
    String hint =
        switch (errno) {
          case Errno.ENODATA -> "who asks what is not known for certain: answer without --remember";
          case Errno.ENOSPC ->
              SctAbi.MAX_REMEMBERED + " answers are remembered already: answer without --remember";
          default -> Hints.ofIoctl(errno);
        };
    return errno == Errno.ENOENT
        ? new DeviceException(
            errno,
            "no call waits for an answer to " + id,
            "it was answered, its time is over, its caller has gone, or the rules have changed")
        : device.failure("cannot answer " + id, errno, hint);
  }
}
