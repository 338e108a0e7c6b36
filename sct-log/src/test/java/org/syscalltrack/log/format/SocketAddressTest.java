// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.log.text.Bytes;

class SocketAddressTest {
  private static byte[] address(int family, byte[]... rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] number = new byte[2];
    ByteBuffer.wrap(number).order(ByteOrder.nativeOrder()).putShort((short) family);
    out.writeBytes(number);
    for (byte[] bytes : rest) {
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static String text(byte[] address) {
    Bytes out = new Bytes();
    SocketAddress.put(address, 0, address.length, out);
    return out.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void ofTheFamilies() throws Exception {
    byte[] port = {0x1f, (byte) 0x90};
    byte[] four = {10, 0, 0, (byte) 200};
    byte[] six = InetAddress.getByName("fe80::1").getAddress();
    assertEquals("AF_INET 10.0.0.200:8080", text(address(2, port, four, new byte[8])));
    assertEquals("AF_INET6 [fe80::1]:8080", text(address(10, port, new byte[4], six)));
    assertEquals("AF_UNIX \"/run/a b\"", text(address(1, bytes("/run/a b\0\0\0"))));
    assertEquals("AF_UNIX @\"x\\x00\\n\"", text(address(1, bytes("\0x\0\n"))));
    assertEquals("AF_UNIX", text(address(1)));
    assertEquals("AF_NETLINK \"\\x01\\x02\"", text(address(16, bytes("\1\2"))));
    assertEquals("AF_999", text(address(999)));
    assertEquals("AF_INET \"\\x1f\"", text(address(2, bytes("\37"))));
    assertEquals("\"\\x02\"", text(new byte[] {2}));
    assertEquals("\"\"", text(new byte[0]));
  }

  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "1:0:0:2::3, 1:0:0:2::3",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:1:0:0:0:0:1, 0:0:1::1",
    "abcd:0:0:0:0:0:0:0, abcd::"
  })
  void versionSixAsTheRfcHasIt(String address, String canonical) throws Exception {
    Bytes out = new Bytes();
    SocketAddress.ip(InetAddress.getByName(address).getAddress(), 0, out);
    assertEquals(canonical, out.toString());
  }

  @Test
  void versionFourIsMapped() {
    byte[] ip = new byte[16];
    ip[10] = -1;
    ip[11] = -1;
    ip[12] = 127;
    ip[15] = 1;
    Bytes out = new Bytes();
    SocketAddress.ip(ip, 0, out);
    assertEquals("127.0.0.1", out.toString());
  }

  /** Java reads back every address, whatever is zero in it. */
  @Test
  void anyAddressIsReadBack() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] ip = new byte[16];
      for (int group = 0; group < 8; group++) {
        if (random.nextInt(2) == 0) {
          ip[2 * group + 1] = (byte) random.nextInt();
        }
      }
      Bytes out = new Bytes();
      SocketAddress.ip(ip, 0, out);
      org.junit.jupiter.api.Assertions.assertArrayEquals(
          ip, InetAddress.getByName(out.toString()).getAddress(), out.toString());
    }
  }
}
