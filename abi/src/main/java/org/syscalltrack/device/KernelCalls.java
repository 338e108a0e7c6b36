// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;

/** Which calls the kernel has. */
public final class KernelCalls {
  private KernelCalls() {}

  /** A call by its number. */
  public record Id(Abi abi, int nr) {}

  /** What the kernel has of a call. */
  public enum Presence {
    NO,
    YES,
    /** There is one, but no rule can see it. */
    UNSEEN
  }

  static Map<Id, Presence> ask(Device device, Collection<Id> wanted) throws DeviceException {
    List<Id> calls = new ArrayList<>(wanted);
    ByteBuffer space = Device.space(Math.max(1, calls.size()) * SctAbi.CALL_THERE_SIZE);
    for (int i = 0; i < calls.size(); i++) {
      int at = i * SctAbi.CALL_THERE_SIZE;
      space.putShort(at + SctAbi.CALL_THERE_NR_OFFSET, (short) calls.get(i).nr());
      space.put(at + SctAbi.CALL_THERE_ABI_OFFSET, (byte) calls.get(i).abi().number());
    }
    ByteBuffer request = Device.argument(SctAbi.CALLS_SIZE);
    request.putLong(SctAbi.CALLS_CALLS_OFFSET, device.libc().address(space));
    request.putInt(SctAbi.CALLS_COUNT_OFFSET, calls.size());
    try {
      device.ioctl(SctAbi.IOC_CALLS, request);
    } catch (ErrnoException e) {
      throw device.failure("cannot ask which system calls there are", e.errno());
    } finally {
      Reference.reachabilityFence(space);
    }
    Map<Id, Presence> there = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      int at = i * SctAbi.CALL_THERE_SIZE + SctAbi.CALL_THERE_THERE_OFFSET;
      there.put(calls.get(i), presence(space.get(at)));
    }
    return there;
  }

  private static Presence presence(int there) {
    return switch (there) {
      case SctAbi.THERE_NO -> Presence.NO;
      case SctAbi.THERE_YES -> Presence.YES;
      default -> Presence.UNSEEN;
    };
  }
}
