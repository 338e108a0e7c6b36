// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real C library, on files that every Linux has. */
class JnaLibcTest {
  /** ioctl FIONREAD of asm-generic/ioctls.h: bytes from the file's position to its end. */
  private static final long FIONREAD = 0x541B;

  private final Libc libc = Libc.real();

  @Test
  void givesTheErrorNumber() throws ErrnoException {
    var missing = assertThrows(ErrnoException.class, () -> libc.open("/dev/no/such", 0));
    assertEquals(Errno.ENOENT, missing.errno());
    int fd = libc.open("/dev/null", Libc.O_RDONLY);
    ByteBuffer argument = ByteBuffer.allocateDirect(64);
    var noDevice = assertThrows(ErrnoException.class, () -> libc.ioctl(fd, 0xc0207380L, argument));
    assertEquals(Errno.ENOTTY, noDevice.errno());
    libc.close(fd);
    assertEquals(9, assertThrows(ErrnoException.class, () -> libc.close(fd)).errno());
    assertEquals(9, assertThrows(ErrnoException.class, () -> libc.read(fd, argument)).errno());
  }

  @Test
  void readsSeeksAndControls(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("file");
    Files.write(file, new byte[] {1, 2, 3, 4, 5});
    int fd = libc.open(file.toString(), Libc.O_RDONLY | Libc.O_CLOEXEC);
    ByteBuffer buffer = ByteBuffer.allocateDirect(8);
    buffer.position(2).limit(5);
    assertEquals(3, libc.read(fd, buffer));
    assertEquals(5, buffer.position());
    byte[] bytes = new byte[8];
    buffer.clear().get(bytes);
    assertArrayEquals(new byte[] {0, 0, 1, 2, 3, 0, 0, 0}, bytes);

    ByteBuffer left = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    libc.ioctl(fd, FIONREAD, left);
    assertEquals(2, left.getInt(0));

    assertEquals(5, libc.lseek(fd, 0, Libc.SEEK_END));
    assertEquals(0, libc.read(fd, buffer.clear()));
    libc.close(fd);
  }

  @Test
  void pollSeesOnlyWhatHappened() throws ErrnoException {
    int quiet = libc.eventFd();
    int signalled = libc.eventFd();
    libc.signal(signalled);
    int[] fds = {quiet, -1, signalled};
    short[] events = {Libc.POLLIN, 0, Libc.POLLIN};
    assertArrayEquals(new short[] {0, 0, Libc.POLLIN}, libc.poll(fds, events, Libc.NO_TIMEOUT));
    assertArrayEquals(new short[] {0}, libc.poll(new int[] {quiet}, new short[] {Libc.POLLIN}, 0));
    libc.close(quiet);
    libc.close(signalled);
    assertArrayEquals(
        new short[] {Libc.POLLNVAL}, libc.poll(new int[] {quiet}, new short[] {Libc.POLLIN}, 0));
  }
}
