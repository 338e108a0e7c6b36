// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.source.Batch;
import org.syscalltrack.source.RecordSource.Ready;
import org.syscalltrack.source.SteadyClock;

class LogDeviceTest {
  private static final int STDOUT = 1;

  private final FakeKernel kernel = new FakeKernel();

  @BeforeEach
  void answerInfo() {
    kernel.ioctls.put(
        SctAbi.IOC_INFO,
        argument -> argument.putInt(SctAbi.INFO_VERSION_OFFSET, SctAbi.ABI_VERSION));
  }

  private LogDevice open(boolean onlyNew) throws DeviceException {
    return LogDevice.open(kernel, LogDevice.PATH, onlyNew, SteadyClock.ofSystem());
  }

  @ParameterizedTest
  @CsvSource({"false, lseek 7 0 0", "true, lseek 7 0 2"})
  void startsWhereAsked(boolean onlyNew, String seek) throws DeviceException {
    open(onlyNew).close();
    assertEquals(List.of("open /dev/sct_log 2004000", seek, "close 8", "close 7"), kernel.calls);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, RECORDS",
    "1, 0, 1, WOKEN",
    "0, 8, 1, OUTPUT_CLOSED",
    "0, 16, 0, OUTPUT_CLOSED",
    "0, 32, 0, OUTPUT_CLOSED",
    "0, 0, 9, RECORDS",
    "0, 0, 0, NOTHING"
  })
  void waits(short wake, short output, short log, Ready ready) throws DeviceException {
    kernel.polls.add(new short[] {Errno.EINTR});
    kernel.polls.add(new short[] {wake, output, log});
    try (LogDevice device = open(false)) {
      assertEquals(ready, device.await(STDOUT, 50));
    }
  }

  @Test
  void failsIfItCannotWait() throws DeviceException {
    kernel.polls.add(new short[] {Errno.EFAULT});
    kernel.polls.add(new short[] {0, 0, Libc.POLLERR});
    try (LogDevice device = open(false)) {
      assertThrows(
          DeviceException.class, () -> device.await(LogDevice.NO_OUTPUT, LogDevice.NO_TIMEOUT));
      assertThrows(
          DeviceException.class, () -> device.await(LogDevice.NO_OUTPUT, LogDevice.NO_TIMEOUT));
    }
  }

  @Test
  void knowsWhetherTheOutputIsClosed() {
    short[][] answers = {{Errno.EINTR}, {Libc.POLLERR, 0}, {0, 0}, {Errno.EFAULT}};
    kernel.polls.addAll(List.of(answers));
    assertTrue(kernel.isClosed(STDOUT));
    assertFalse(kernel.isClosed(STDOUT));
    assertFalse(kernel.isClosed(STDOUT));
  }

  @Test
  void wakesByEventFd() throws DeviceException {
    try (LogDevice device = open(false)) {
      device.wake();
    }
    assertTrue(kernel.calls.contains("signal 8"));
  }

  @Test
  void reads() throws DeviceException {
    kernel.reads.add(new byte[24]);
    kernel.reads.add(new byte[] {Errno.EAGAIN});
    kernel.reads.add(new byte[] {Errno.EINTR});
    kernel.reads.add(new byte[] {});
    kernel.reads.add(new byte[] {Errno.ENODEV});
    try (LogDevice device = open(false)) {
      Batch batch = device.read();
      assertEquals(24, batch.bytes().remaining());
      assertEquals(0, batch.bytes().position());
      assertSame(device, batch.origin());
      assertEquals(0, device.read().bytes().remaining());
      assertEquals(0, device.read().bytes().remaining());
      assertNull(device.read());
      var e = assertThrows(DeviceException.class, device::read);
      assertEquals(Errno.ENODEV, e.errno());
    }
  }

  @Test
  void tellsTheTimeOfDayOfItsRecords() throws DeviceException {
    Clock wall = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
    SteadyClock clock = new SteadyClock(wall, () -> 600_000_000_000L);
    try (LogDevice device = LogDevice.open(kernel, LogDevice.PATH, false, clock)) {
      assertEquals(400_000_000_000L, device.epochOffsetNs());
    }
    assertEquals(1_000_000_000_000L, clock.nowNs());
    // The kernel's own word, which is the same for each who asks.
    kernel.ioctls.put(
        SctAbi.IOC_INFO,
        argument -> {
          argument.putInt(SctAbi.INFO_VERSION_OFFSET, SctAbi.ABI_VERSION);
          argument.putLong(SctAbi.INFO_EPOCH_OFFSET_NS_OFFSET, 400_000_123_456L);
        });
    try (LogDevice device = LogDevice.open(kernel, LogDevice.PATH, false, clock)) {
      assertEquals(400_000_123_456L, device.epochOffsetNs());
      assertEquals(1_000_000_123_456L, clock.nowNs(device.epochOffsetNs()));
      assertEquals(36, device.machine().bootId().length());
    }
    assertEquals(Long.MAX_VALUE, SteadyClock.epochNs(Instant.MAX));
    assertEquals(Long.MIN_VALUE, SteadyClock.epochNs(Instant.MIN));
  }
}
