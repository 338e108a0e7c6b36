// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.syscalltrack.lang.table.Network;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 00000000000000000000ffff0a00000068, 10.0.0.0/8",
    "127.0.0.1, 00000000000000000000ffff7f00000180, 127.0.0.1",
    "0.0.0.0/0, 00000000000000000000ffff0000000060, 0.0.0.0/0",
    "::, 0000000000000000000000000000000080, ::",
    "::/0, 0000000000000000000000000000000000, ::/0",
    "::1, 0000000000000000000000000000000180, ::1",
    "fe80::/10, fe8000000000000000000000000000000a, fe80::/10",
    "2001:DB8::1:0:0:1, 20010db800000000000100000000000180, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7:8/33, 0001000200030004000500060007000821, 1:2:3:4:5:6:7:8/33",
    "::ffff:10.1.2.3, 00000000000000000000ffff0a01020380, 10.1.2.3",
    "::ffff:0:0/90, 00000000000000000000ffff000000005a, ::ffff:0:0/90",
    "1:0:0:2::, 0001000000000002000000000000000080, 1:0:0:2::",
  })
  void textBothWays(String text, String bytes, String printed) {
    var network = Network.parse(text);
    assertEquals(bytes, HexFormat.of().formatHex(network.bytes()));
    assertEquals(printed, Network.text(network));
    assertEquals(network, Network.parse(printed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1",
        ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::/129",
        "::1.2.3", "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4::5:6:7:8:9"
      })
  void whatIsNoNetwork(String text) {
    assertNull(Network.parse(text));
  }

  @Test
  void membership() {
    byte[] inside = Network.parse("10.1.2.3").bytes();
    byte[] outside = Network.parse("11.1.2.3").bytes();
    assertTrue(Network.contains(Network.parse("10.0.0.0/8"), inside, 0));
    assertFalse(Network.contains(Network.parse("10.0.0.0/8"), outside, 0));
    assertTrue(Network.contains(Network.parse("10.1.2.2/31"), inside, 0));
    assertFalse(Network.contains(Network.parse("10.1.2.4/31"), inside, 0));
    assertTrue(Network.contains(Network.parse("::/0"), outside, 0));
    assertEquals(Network.parse("10.0.0.0/8"), Network.masked(Network.parse("10.1.2.3/8")));
    assertEquals(Network.parse("10.1.2.2/31"), Network.masked(Network.parse("10.1.2.3/31")));
  }
}
