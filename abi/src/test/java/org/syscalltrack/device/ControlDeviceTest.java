// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.SctError;

class ControlDeviceTest {
  private final FakeKernel kernel = new FakeKernel();
  private int version = SctAbi.ABI_VERSION;

  @BeforeEach
  void answerInfo() {
    kernel.ioctls.put(
        SctAbi.IOC_INFO,
        argument -> {
          assertEquals(SctAbi.INFO_SIZE, argument.getInt(SctAbi.INFO_SIZE_OFFSET));
          argument.putInt(SctAbi.INFO_VERSION_OFFSET, version);
          argument.putLong(SctAbi.INFO_GENERATION_OFFSET, 0x1_0000_0002L);
          argument.putInt(SctAbi.INFO_RULE_COUNT_OFFSET, 3);
          argument.putInt(SctAbi.INFO_TABLE_SIZE_OFFSET, 400);
          argument.putInt(SctAbi.INFO_HOOK_COUNT_OFFSET, 5);
          argument.putInt(SctAbi.INFO_AFTER_CALLS_OFFSET, 6);
          argument.putLong(SctAbi.INFO_EPOCH_OFFSET_NS_OFFSET, 7);
        });
  }

  private ControlDevice open() throws DeviceException {
    return ControlDevice.open(kernel, ControlDevice.PATH);
  }

  @Test
  void readsInfo() throws DeviceException {
    try (ControlDevice device = open()) {
      assertEquals(new Info(SctAbi.ABI_VERSION, 0x1_0000_0002L, 3, 400, 5, 6, 7), device.info());
    }
    assertEquals(List.of("open /dev/sct_ctrl 2000000", "close 7"), kernel.calls);
  }

  @ParameterizedTest
  @CsvSource({
    "2, run sct_load as root",
    "6, run sct_load as root",
    "13, needs root",
    "1, CAP_SYS_ADMIN",
    "16, try again when that has ended"
  })
  void saysWhatToDoIfItCannotOpen(int errno, String hint) {
    kernel.openErrno = errno;
    DeviceException e = assertThrows(DeviceException.class, this::open);
    assertEquals(errno, e.errno());
    assertTrue(e.getMessage().startsWith("cannot open /dev/sct_ctrl: E" + errno), e.getMessage());
    assertTrue(e.getMessage().contains(hint), e.getMessage());
    assertTrue(e.getMessage().endsWith(e.hint()), e.getMessage());
    assertEquals(-1, e.getMessage().indexOf('\n'));
  }

  @ParameterizedTest
  @CsvSource({"1, modules are older", "3, tools are older"})
  void refusesModulesOfAnotherVersion(int other, String hint) {
    version = other;
    DeviceException e = assertThrows(DeviceException.class, this::open);
    assertTrue(e.hint().contains(hint), e.getMessage());
    assertEquals("close 7", kernel.calls.get(1));
  }

  @Test
  void explainsUnknownIoctl() {
    kernel.ioctls.clear();
    DeviceException e = assertThrows(DeviceException.class, this::open);
    assertTrue(e.hint().contains("same release"), e.getMessage());
  }

  @Test
  void uploads() throws DeviceException {
    byte[] table = {1, 2, 3, 4, 5, 6, 7, 8};
    kernel.ioctls.put(
        SctAbi.IOC_UPLOAD,
        argument -> {
          assertEquals(SctAbi.UPLOAD_SIZE, argument.getInt(SctAbi.UPLOAD_SIZE_OFFSET));
          assertEquals(SctAbi.UPLOAD_SIZE, argument.capacity());
          assertEquals(0, argument.getInt(SctAbi.UPLOAD_FLAGS_OFFSET));
          byte[] seen = new byte[(int) argument.getLong(SctAbi.UPLOAD_TABLE_SIZE_OFFSET)];
          kernel.memory(argument.getLong(SctAbi.UPLOAD_TABLE_OFFSET)).get(0, seen);
          assertArrayEquals(table, seen);
          argument.putLong(SctAbi.UPLOAD_GENERATION_OFFSET, 9);
        });
    try (ControlDevice device = open()) {
      assertEquals(new UploadResult.Loaded(9), device.upload(new UploadRequest(table)));
    }
  }

  private void refuse(int errno, int error) {
    kernel.ioctls.put(
        SctAbi.IOC_UPLOAD,
        argument -> {
          argument.putInt(SctAbi.UPLOAD_ERROR_OFFSET, error);
          argument.putInt(SctAbi.UPLOAD_RULE_OFFSET, 2);
          argument.putInt(SctAbi.UPLOAD_INDEX_OFFSET, -1);
          argument.putShort(SctAbi.UPLOAD_NR_OFFSET, (short) 301);
          argument.put(SctAbi.UPLOAD_ABI_OFFSET, (byte) 1);
          throw new ErrnoException(errno);
        });
  }

  @Test
  void tellsWhichCallCannotBeHooked() throws DeviceException {
    refuse(Errno.EBUSY, SctError.HOOK_BUSY.number());
    try (ControlDevice device = open()) {
      assertEquals(
          new UploadResult.Refused(Errno.EBUSY, SctError.HOOK_BUSY, 2, -1, Abi.IA32, 301),
          device.upload(new UploadRequest(new byte[8])));
    }
  }

  @Test
  void tellsWhatIsWrongWithTheTable() throws DeviceException {
    refuse(Errno.EBADMSG, SctError.JUMP.number());
    try (ControlDevice device = open()) {
      var refused = (UploadResult.Refused) device.upload(new UploadRequest(new byte[8]));
      assertEquals(SctError.JUMP, refused.error());
      assertNull(refused.abi());
    }
  }

  @Test
  void refusalWithoutReasonIsAnError() throws DeviceException {
    refuse(Errno.E2BIG, SctError.OK.number());
    try (ControlDevice device = open()) {
      var e =
          assertThrows(DeviceException.class, () -> device.upload(new UploadRequest(new byte[8])));
      assertEquals(Errno.E2BIG, e.errno());
      assertTrue(e.hint().contains("64 MiB"), e.hint());
    }
  }

  @Test
  void reasonOfALaterReleaseIsAnError() throws DeviceException {
    refuse(Errno.EBADMSG, 999);
    try (ControlDevice device = open()) {
      var e =
          assertThrows(DeviceException.class, () -> device.upload(new UploadRequest(new byte[8])));
      assertTrue(e.getMessage().contains("reason 999"), e.getMessage());
    }
  }

  @Test
  void deletes() throws DeviceException {
    kernel.ioctls.put(
        SctAbi.IOC_DELETE, argument -> argument.putLong(SctAbi.DELETE_GENERATION_OFFSET, 4));
    try (ControlDevice device = open()) {
      assertEquals(4, device.delete());
    }
  }

  @Test
  void tellsThatRootLostItsCapability() throws DeviceException {
    kernel.ioctls.put(
        SctAbi.IOC_DELETE,
        argument -> {
          throw new ErrnoException(Errno.EPERM);
        });
    try (ControlDevice device = open()) {
      var e = assertThrows(DeviceException.class, device::delete);
      assertTrue(e.hint().contains("CAP_SYS_ADMIN"), e.getMessage());
    }
  }

  /** A kernel that holds a table of that size as generation 6, larger by 8 bytes at each look. */
  private void hold(int size) {
    int[] now = {size};
    kernel.ioctls.put(
        SctAbi.IOC_DOWNLOAD,
        argument -> {
          long generation = argument.getLong(SctAbi.DOWNLOAD_GENERATION_OFFSET);
          if (generation != 0 && generation != 6) {
            throw new ErrnoException(Errno.ENOENT);
          }
          argument.putLong(SctAbi.DOWNLOAD_GENERATION_OFFSET, 6);
          argument.putLong(SctAbi.DOWNLOAD_TABLE_SIZE_OFFSET, now[0]);
          if (argument.getLong(SctAbi.DOWNLOAD_BUFFER_SIZE_OFFSET) < now[0]) {
            now[0] -= 8;
            throw new ErrnoException(Errno.ENOSPC);
          }
          byte[] table = new byte[now[0]];
          Arrays.fill(table, (byte) 0x5a);
          kernel.memory(argument.getLong(SctAbi.DOWNLOAD_BUFFER_OFFSET)).put(0, table);
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "400, 400", "1000000, 999992"})
  void downloads(int size, int got) throws DeviceException {
    hold(size);
    try (ControlDevice device = open()) {
      Table table = device.download(0);
      assertEquals(6, table.generation());
      byte[] expected = new byte[got];
      Arrays.fill(expected, (byte) 0x5a);
      assertArrayEquals(expected, table.bytes());
      var e = assertThrows(DeviceException.class, () -> device.download(5));
      assertEquals(Errno.ENOENT, e.errno());
    }
  }

  @Test
  void doesNotBelieveAnAbsurdTableSize() throws DeviceException {
    kernel.ioctls.put(
        SctAbi.IOC_DOWNLOAD,
        argument -> {
          argument.putLong(SctAbi.DOWNLOAD_TABLE_SIZE_OFFSET, Long.MAX_VALUE);
          throw new ErrnoException(Errno.ENOSPC);
        });
    try (ControlDevice device = open()) {
      var e = assertThrows(DeviceException.class, () -> device.download(0));
      assertEquals(Errno.ENOSPC, e.errno());
    }
  }

  private void drainAnswers(int errno, int count) {
    kernel.ioctls.put(
        SctAbi.IOC_DRAIN,
        argument -> {
          assertEquals(250, argument.getInt(SctAbi.DRAIN_TIMEOUT_MS_OFFSET));
          argument.putInt(SctAbi.DRAIN_HOLDER_COUNT_OFFSET, count);
          ByteBuffer holders = kernel.memory(argument.getLong(SctAbi.DRAIN_HOLDERS_OFFSET));
          holders.putInt(SctAbi.HOLDER_PID_OFFSET, 41);
          holders.putInt(SctAbi.HOLDER_TID_OFFSET, 42);
          holders.putShort(SctAbi.HOLDER_NR_OFFSET, (short) 7);
          byte[] comm = "sleep".getBytes(StandardCharsets.US_ASCII);
          holders.put(SctAbi.HOLDER_COMM_OFFSET, comm);
          if (errno != 0) {
            throw new ErrnoException(errno);
          }
        });
  }

  @Test
  void drains() throws DeviceException {
    try (ControlDevice device = open()) {
      drainAnswers(0, 0);
      assertEquals(new DrainResult.Drained(), device.drain(250));
      drainAnswers(Errno.ENOTEMPTY, 0);
      assertEquals(new DrainResult.HasRules(), device.drain(250));
      drainAnswers(Errno.EBUSY, 1);
      assertEquals(
          new DrainResult.Busy(1, List.of(new DrainResult.Holder(41, 42, Abi.X86_64, 7, "sleep"))),
          device.drain(250));
      drainAnswers(Errno.EBUSY, 1000);
      assertEquals(64, ((DrainResult.Busy) device.drain(250)).holders().size());
    }
  }
}
