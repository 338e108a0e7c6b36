// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Degradation;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.source.SteadyClock;

/** What the devices of format 2 are asked besides tables. */
class StatusTest {
  private final FakeKernel kernel = new FakeKernel();

  @BeforeEach
  void answerInfo() {
    kernel.ioctls.put(
        SctAbi.IOC_INFO,
        argument -> {
          argument.putInt(SctAbi.INFO_VERSION_OFFSET, SctAbi.ABI_VERSION);
          argument.putLong(SctAbi.INFO_GENERATION_OFFSET, 8);
        });
  }

  private ControlDevice open() throws DeviceException {
    return ControlDevice.open(kernel, ControlDevice.PATH);
  }

  private void answerStatus(String origin, int state, int degraded) {
    byte[] bytes = origin.getBytes(StandardCharsets.UTF_8);
    kernel.ioctls.put(
        SctAbi.IOC_STATUS,
        out -> {
          assertEquals(SctAbi.STATUS_SIZE, out.getInt(SctAbi.STATUS_SIZE_OFFSET));
          assertEquals(0, out.getInt(SctAbi.STATUS_FLAGS_OFFSET));
          int space = out.getInt(SctAbi.STATUS_ORIGIN_SPACE_OFFSET);
          if (bytes.length <= space) {
            kernel.memory(out.getLong(SctAbi.STATUS_ORIGIN_OFFSET)).put(0, bytes);
          }
          out.putInt(SctAbi.STATUS_ORIGIN_SIZE_OFFSET, bytes.length);
          out.putLong(SctAbi.STATUS_GENERATION_OFFSET, 7);
          out.putLong(SctAbi.STATUS_TABLE_SIZE_OFFSET, 800);
          out.putLong(SctAbi.STATUS_MEMORY_OFFSET, 4096);
          out.putInt(SctAbi.STATUS_RULE_COUNT_OFFSET, 3);
          out.putInt(SctAbi.STATUS_HOOK_COUNT_OFFSET, 5);
          out.putInt(SctAbi.STATUS_AFTER_CALLS_OFFSET, 1);
          out.putInt(SctAbi.STATUS_ABIS_OFFSET, 0b011);
          out.putInt(SctAbi.STATUS_STATE_OFFSET, state);
          out.putInt(SctAbi.STATUS_DEGRADED_OFFSET, degraded);
          out.putLong(SctAbi.STATUS_LOADED_NS_OFFSET, 1_700_000_000_123_456_789L);
          out.putInt(SctAbi.STATUS_UID_OFFSET, 0);
          out.putInt(SctAbi.STATUS_LOGINUID_OFFSET, -1);
          out.putInt(SctAbi.STATUS_PID_OFFSET, 321);
          out.put(SctAbi.STATUS_COMM_OFFSET, "java".getBytes(StandardCharsets.US_ASCII));
          out.putInt(SctAbi.STATUS_CONFIRM_LEFT_MS_OFFSET, 1500);
          out.putLong(SctAbi.STATUS_CONFIRM_GENERATION_OFFSET, 6);
          out.putLong(SctAbi.STATUS_LOG_BYTES_OFFSET, 1 << 20);
          out.putLong(SctAbi.STATUS_EVENTS_OFFSET, 100);
          out.putLong(SctAbi.STATUS_OVERWRITTEN_OFFSET, 40);
          out.putLong(SctAbi.STATUS_MUST_WAITS_OFFSET, 6);
          out.putLong(SctAbi.STATUS_MUST_TIMEOUTS_OFFSET, 2);
          out.putInt(SctAbi.STATUS_READERS_OFFSET, 4);
          out.putInt(SctAbi.STATUS_MUST_WAITING_OFFSET, 9);
          out.putInt(SctAbi.STATUS_COST_OFFSET, 1234);
          out.putShort(SctAbi.STATUS_COST_NR_OFFSET, (short) 10);
          out.put(SctAbi.STATUS_COST_ABI_OFFSET, (byte) Abi.IA32.number());
          out.putInt(SctAbi.STATUS_UNSEEN_CALLS_OFFSET, degraded == 0 ? 0 : 2);
          out.putShort(SctAbi.STATUS_UNSEEN_NR_OFFSET, (short) 263);
          out.put(SctAbi.STATUS_UNSEEN_ABI_OFFSET, (byte) Abi.X86_64.number());
        });
  }

  @Test
  void status() throws DeviceException {
    String origin = "file x\n".repeat(2000);
    answerStatus(origin, SctAbi.STATE_LOCKED | SctAbi.STATE_UNCONFIRMED, 0b1001);
    try (ControlDevice device = open()) {
      Status.Who root = new Status.Who(0, Status.Who.NO_LOGIN, 321, "java");
      assertEquals(
          new Status(
              new Status.Loaded(
                  7,
                  3,
                  800,
                  4096,
                  1_700_000_000_123_456_789L,
                  root,
                  origin,
                  new Status.Cost(1234, Abi.IA32, 10)),
              5,
              1,
              Set.of(Abi.X86_64, Abi.IA32),
              Set.of(Degradation.HOOK_LOST, Degradation.MUST_LOST),
              new Status.Unseen(2, Abi.X86_64, 263),
              true,
              new Status.Unconfirmed(1500, 6),
              new Status.Log(1 << 20, 100, 40, 6, 2, 4, 9)),
          device.status());
      answerStatus("", 0, 0);
      assertNull(device.status().unconfirmed());
      assertNull(device.status().unseen());
      assertEquals("", device.status().loaded().origin());
    }
  }

  @Test
  void countersOfManyRules() throws DeviceException {
    int rules = 1000;
    kernel.ioctls.put(
        SctAbi.IOC_COUNTERS,
        out -> {
          assertEquals(7, out.getLong(SctAbi.COUNTERS_GENERATION_OFFSET));
          out.putInt(SctAbi.COUNTERS_RULE_COUNT_OFFSET, rules);
          out.putInt(SctAbi.COUNTERS_CALL_COUNT_OFFSET, 1);
          if (out.getInt(SctAbi.COUNTERS_RULE_SPACE_OFFSET) < rules) {
            throw new ErrnoException(Errno.ENOSPC);
          }
          ByteBuffer each = kernel.memory(out.getLong(SctAbi.COUNTERS_RULES_OFFSET));
          int last = (rules - 1) * SctAbi.RULE_COUNT_SIZE;
          each.putLong(last + SctAbi.RULE_COUNT_EVALUATIONS_OFFSET, 6);
          each.putLong(last + SctAbi.RULE_COUNT_HITS_OFFSET, 5);
          each.putLong(last + SctAbi.RULE_COUNT_EVENTS_OFFSET, 4);
          each.putLong(last + SctAbi.RULE_COUNT_SUPPRESSED_OFFSET, 3);
          each.putLong(last + SctAbi.RULE_COUNT_DROPPED_OFFSET, 2);
          each.putLong(last + SctAbi.RULE_COUNT_LAST_HIT_NS_OFFSET, 1);
          ByteBuffer call = kernel.memory(out.getLong(SctAbi.COUNTERS_CALLS_OFFSET));
          call.putShort(SctAbi.CALL_COUNT_NR_OFFSET, (short) 87);
          call.put(SctAbi.CALL_COUNT_ABI_OFFSET, (byte) 2);
          call.putLong(SctAbi.CALL_COUNT_EVALUATIONS_OFFSET, 11);
          call.putLong(SctAbi.CALL_COUNT_REFUSED_OFFSET, 10);
        });
    try (ControlDevice device = open()) {
      Counters counters = device.counters(7);
      assertEquals(7, counters.generation());
      assertEquals(rules, counters.rules().size());
      assertEquals(new Counters.OfRule(6, 5, 4, 3, 2, 1), counters.rules().get(rules - 1));
      assertEquals(List.of(new Counters.OfCall(Abi.X32, 87, 11, 10)), counters.calls());
    }
  }

  @ParameterizedTest
  @CsvSource({"28, 1", "28, -1", "28, 100000", "2, 0", "0, 100000"})
  void countersThatMakeNoSenseAreAnError(int errno, int count) throws DeviceException {
    kernel.ioctls.put(
        SctAbi.IOC_COUNTERS,
        out -> {
          out.putInt(SctAbi.COUNTERS_RULE_COUNT_OFFSET, count);
          if (errno != 0) {
            throw new ErrnoException(errno);
          }
        });
    try (ControlDevice device = open()) {
      assertThrows(DeviceException.class, () -> device.counters(0));
    }
  }

  @Test
  void uploadsWithProvenanceExpectationAndConfirmation() throws DeviceException {
    kernel.ioctls.put(
        SctAbi.IOC_UPLOAD,
        in -> {
          assertEquals(SctAbi.UPLOAD_EXPECT, in.getInt(SctAbi.UPLOAD_FLAGS_OFFSET));
          assertEquals(5, in.getLong(SctAbi.UPLOAD_EXPECT_OFFSET));
          assertEquals(60, in.getInt(SctAbi.UPLOAD_CONFIRM_S_OFFSET));
          byte[] origin = new byte[in.getInt(SctAbi.UPLOAD_ORIGIN_SIZE_OFFSET)];
          kernel.memory(in.getLong(SctAbi.UPLOAD_ORIGIN_OFFSET)).get(0, origin);
          assertEquals("from ü\n", new String(origin, StandardCharsets.UTF_8));
          throw new ErrnoException(Errno.ESTALE);
        });
    try (ControlDevice device = open()) {
      UploadRequest request = new UploadRequest(new byte[8], "from ü\n", 5, 60);
      DeviceException e = assertThrows(DeviceException.class, () -> device.upload(request));
      assertTrue(e.getMessage().contains("generation 8 is in force, not 5"), e.getMessage());
    }
  }

  @Test
  void aLockedTableSaysSo() throws DeviceException {
    for (long request : new long[] {SctAbi.IOC_UPLOAD, SctAbi.IOC_DELETE}) {
      kernel.ioctls.put(
          request,
          in -> {
            throw new ErrnoException(Errno.EROFS);
          });
    }
    try (ControlDevice device = open()) {
      UploadRequest upload = new UploadRequest(new byte[8]);
      DeviceException e = assertThrows(DeviceException.class, () -> device.upload(upload));
      assertEquals(Hints.LOCKED, e.hint());
      assertEquals(Hints.LOCKED, assertThrows(DeviceException.class, device::delete).hint());
    }
  }

  @Test
  void confirmsLocksAndSizes() throws DeviceException {
    kernel.ioctls.put(
        SctAbi.IOC_CONFIRM,
        in -> {
          assertEquals(0, in.getLong(SctAbi.CONFIRM_GENERATION_OFFSET));
          in.putLong(SctAbi.CONFIRM_GENERATION_OFFSET, 3);
        });
    kernel.ioctls.put(SctAbi.IOC_LOCK, in -> in.putLong(SctAbi.LOCK_GENERATION_OFFSET, 4));
    kernel.ioctls.put(
        SctAbi.IOC_LOG_SIZE,
        in -> {
          assertEquals(70_000, in.getLong(SctAbi.LOG_SIZE_BYTES_OFFSET));
          in.putLong(SctAbi.LOG_SIZE_BYTES_OFFSET, 131_072);
        });
    try (ControlDevice device = open()) {
      assertEquals(3, device.confirm());
      assertEquals(4, device.lock());
      assertEquals(131_072, device.logSize(70_000));
    }
  }

  @Test
  void refusalsSayWhatToDo() throws DeviceException {
    refuse(SctAbi.IOC_CONFIRM, Errno.ENOENT);
    refuse(SctAbi.IOC_LOCK, Errno.EBUSY);
    refuse(SctAbi.IOC_LOG_SIZE, Errno.EINVAL);
    refuse(SctAbi.IOC_EXEMPT, Errno.ESRCH);
    try (ControlDevice device = open()) {
      assertHint("taken back", device::confirm);
      assertHint("sct_config confirm", device::lock);
      assertHint("64 KiB to 1 GiB", () -> device.logSize(1));
    }
    try (LogDevice log = LogDevice.open(kernel, LogDevice.PATH, true, SteadyClock.ofSystem())) {
      assertHint("no such process", () -> log.exempt(LogDevice.Exempt.PID, 99));
      kernel.ioctls.put(
          SctAbi.IOC_EXEMPT,
          in -> {
            assertEquals(SctAbi.EXEMPT_CGROUP, in.getInt(SctAbi.EXEMPT_KIND_OFFSET));
            assertEquals(99, in.getLong(SctAbi.EXEMPT_ID_OFFSET));
          });
      log.exempt(LogDevice.Exempt.CGROUP, 99);
    }
  }

  private void refuse(long request, int errno) {
    kernel.ioctls.put(
        request,
        in -> {
          throw new ErrnoException(errno);
        });
  }

  private static void assertHint(String hint, org.junit.jupiter.api.function.Executable asked) {
    DeviceException e = assertThrows(DeviceException.class, asked);
    assertTrue(e.hint().contains(hint), e.getMessage());
  }
}
