// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.abi.SctAbi;

/** Asks a device how things are. */
final class StatusReader {
  private static final int FIRST_ORIGIN_SPACE = 4096;
  private static final int FIRST_RULES = 64;
  private static final int FIRST_CALLS = 512;

  private final Device device;

  StatusReader(Device device) {
    this.device = device;
  }

  Status status() throws DeviceException {
    int space = FIRST_ORIGIN_SPACE;
    while (true) {
      ByteBuffer origin = Device.space(space);
      ByteBuffer answer = Device.argument(SctAbi.STATUS_SIZE);
      answer.putLong(SctAbi.STATUS_ORIGIN_OFFSET, device.libc().address(origin));
      answer.putInt(SctAbi.STATUS_ORIGIN_SPACE_OFFSET, space);
      try {
        device.ioctl(SctAbi.IOC_STATUS, answer);
      } catch (ErrnoException e) {
        throw device.failure(device.path() + " does not say how things are", e.errno());
      }
      int size = answer.getInt(SctAbi.STATUS_ORIGIN_SIZE_OFFSET);
      if (size < 0 || size > SctAbi.MAX_ORIGIN) {
        throw device.failure("the provenance of the rules is too long", Errno.EIO);
      }
      if (size <= space) {
        return decode(answer, text(origin, 0, size));
      }
      // Another table may have come meanwhile; the largest has room at last.
      space = size;
    }
  }

  private static Status decode(ByteBuffer in, String origin) {
    int state = in.getInt(SctAbi.STATUS_STATE_OFFSET);
    boolean unconfirmed = (state & SctAbi.STATE_UNCONFIRMED) != 0;
    return new Status(
        loaded(in, origin),
        in.getInt(SctAbi.STATUS_HOOK_COUNT_OFFSET),
        in.getInt(SctAbi.STATUS_AFTER_CALLS_OFFSET),
        abis(in.getInt(SctAbi.STATUS_ABIS_OFFSET)),
        degraded(in.getInt(SctAbi.STATUS_DEGRADED_OFFSET)),
        unseen(in),
        (state & SctAbi.STATE_LOCKED) != 0,
        unconfirmed
            ? new Status.Unconfirmed(
                unsigned(in, SctAbi.STATUS_CONFIRM_LEFT_MS_OFFSET),
                in.getLong(SctAbi.STATUS_CONFIRM_GENERATION_OFFSET))
            : null,
        new Status.Log(
            in.getLong(SctAbi.STATUS_LOG_BYTES_OFFSET),
            in.getLong(SctAbi.STATUS_EVENTS_OFFSET),
            in.getLong(SctAbi.STATUS_OVERWRITTEN_OFFSET),
            in.getLong(SctAbi.STATUS_MUST_WAITS_OFFSET),
            in.getLong(SctAbi.STATUS_MUST_TIMEOUTS_OFFSET),
            in.getInt(SctAbi.STATUS_READERS_OFFSET),
            in.getInt(SctAbi.STATUS_MUST_WAITING_OFFSET)));
  }

  private static Status.Unseen unseen(ByteBuffer in) {
    long calls = unsigned(in, SctAbi.STATUS_UNSEEN_CALLS_OFFSET);
    return calls == 0
        ? null
        : new Status.Unseen(
            calls,
            Abi.of(in.get(SctAbi.STATUS_UNSEEN_ABI_OFFSET)),
            Short.toUnsignedInt(in.getShort(SctAbi.STATUS_UNSEEN_NR_OFFSET)));
  }

  private static Status.Loaded loaded(ByteBuffer in, String origin) {
    Status.Who by =
        new Status.Who(
            unsigned(in, SctAbi.STATUS_UID_OFFSET),
            unsigned(in, SctAbi.STATUS_LOGINUID_OFFSET),
            in.getInt(SctAbi.STATUS_PID_OFFSET),
            comm(in));
    return new Status.Loaded(
        in.getLong(SctAbi.STATUS_GENERATION_OFFSET),
        in.getInt(SctAbi.STATUS_RULE_COUNT_OFFSET),
        in.getLong(SctAbi.STATUS_TABLE_SIZE_OFFSET),
        in.getLong(SctAbi.STATUS_MEMORY_OFFSET),
        in.getLong(SctAbi.STATUS_LOADED_NS_OFFSET),
        by,
        origin,
        cost(in));
  }

  private static Status.Cost cost(ByteBuffer in) {
    int abi = Byte.toUnsignedInt(in.get(SctAbi.STATUS_COST_ABI_OFFSET));
    return new Status.Cost(
        unsigned(in, SctAbi.STATUS_COST_OFFSET),
        Abi.isKnown(abi) ? Abi.of(abi) : null,
        Short.toUnsignedInt(in.getShort(SctAbi.STATUS_COST_NR_OFFSET)));
  }

  private static String comm(ByteBuffer in) {
    String text = text(in, SctAbi.STATUS_COMM_OFFSET, SctAbi.STATUS_COMM_COUNT);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static Set<Abi> abis(int bits) {
    Set<Abi> abis = EnumSet.noneOf(Abi.class);
    for (Abi abi : Abi.values()) {
      if ((bits >> abi.number() & 1) != 0) {
        abis.add(abi);
      }
    }
    return abis;
  }

  private static Set<Degradation> degraded(int bits) {
    Set<Degradation> ways = EnumSet.noneOf(Degradation.class);
    for (Degradation way : Degradation.values()) {
      if ((bits >> way.number() & 1) != 0) {
        ways.add(way);
      }
    }
    return ways;
  }

  private static long unsigned(ByteBuffer in, int at) {
    return Integer.toUnsignedLong(in.getInt(at));
  }

  private static String text(ByteBuffer from, int at, int size) {
    byte[] bytes = new byte[size];
    from.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Of the table in force, or with ENOENT if that is not of the generation. */
  Counters counters(long generation) throws DeviceException {
    int rules = FIRST_RULES;
    int calls = FIRST_CALLS;
    while (true) {
      ByteBuffer ruleSpace = Device.space(rules * SctAbi.RULE_COUNT_SIZE);
      ByteBuffer callSpace = Device.space(calls * SctAbi.CALL_COUNT_SIZE);
      ByteBuffer request = Device.argument(SctAbi.COUNTERS_SIZE);
      request.putLong(SctAbi.COUNTERS_GENERATION_OFFSET, generation);
      request.putLong(SctAbi.COUNTERS_RULES_OFFSET, device.libc().address(ruleSpace));
      request.putLong(SctAbi.COUNTERS_CALLS_OFFSET, device.libc().address(callSpace));
      request.putInt(SctAbi.COUNTERS_RULE_SPACE_OFFSET, rules);
      request.putInt(SctAbi.COUNTERS_CALL_SPACE_OFFSET, calls);
      int errno = 0;
      try {
        device.ioctl(SctAbi.IOC_COUNTERS, request);
      } catch (ErrnoException e) {
        errno = e.errno();
      }
      int ruleCount = request.getInt(SctAbi.COUNTERS_RULE_COUNT_OFFSET);
      int callCount = request.getInt(SctAbi.COUNTERS_CALL_COUNT_OFFSET);
      boolean sane =
          ruleCount >= 0
              && ruleCount <= SctAbi.MAX_RULES
              && callCount >= 0
              && callCount <= SctAbi.MAX_NR * Abi.values().length;
      boolean fits = sane && ruleCount <= rules && callCount <= calls;
      if (errno == 0 && fits) {
        return new Counters(
            request.getLong(SctAbi.COUNTERS_GENERATION_OFFSET),
            rules(ruleSpace, ruleCount),
            calls(callSpace, callCount));
      }
      if (errno != Errno.ENOSPC || fits || !sane) {
        throw device.failure("cannot read the counters", errno == 0 ? Errno.EIO : errno);
      }
      rules = Math.max(rules, ruleCount);
      calls = Math.max(calls, callCount);
    }
  }

  private static List<Counters.OfRule> rules(ByteBuffer in, int count) {
    List<Counters.OfRule> rules = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = i * SctAbi.RULE_COUNT_SIZE;
      rules.add(
          new Counters.OfRule(
              in.getLong(at + SctAbi.RULE_COUNT_EVALUATIONS_OFFSET),
              in.getLong(at + SctAbi.RULE_COUNT_HITS_OFFSET),
              in.getLong(at + SctAbi.RULE_COUNT_EVENTS_OFFSET),
              in.getLong(at + SctAbi.RULE_COUNT_SUPPRESSED_OFFSET),
              in.getLong(at + SctAbi.RULE_COUNT_DROPPED_OFFSET),
              in.getLong(at + SctAbi.RULE_COUNT_LAST_HIT_NS_OFFSET)));
    }
    return rules;
  }

  private static List<Counters.OfCall> calls(ByteBuffer in, int count) {
    List<Counters.OfCall> calls = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = i * SctAbi.CALL_COUNT_SIZE;
      calls.add(
          new Counters.OfCall(
              Abi.of(Byte.toUnsignedInt(in.get(at + SctAbi.CALL_COUNT_ABI_OFFSET))),
              Short.toUnsignedInt(in.getShort(at + SctAbi.CALL_COUNT_NR_OFFSET)),
              in.getLong(at + SctAbi.CALL_COUNT_EVALUATIONS_OFFSET),
              in.getLong(at + SctAbi.CALL_COUNT_REFUSED_OFFSET)));
    }
    return calls;
  }
}
