// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static void check(long value) {
    assertEquals(Long.toString(value), new Bytes().number(value).toString());
    assertEquals(Long.toUnsignedString(value), new Bytes().unsigned(value).toString());
  }

  @Test
  void numbersOfAllLengths() {
    Random random = new Random(3);
    for (long power = 1; power > 0 && power <= 1_000_000_000_000_000_000L; power *= 10) {
      for (long near = -2; near <= 2; near++) {
        check(power + near);
        check(-power + near);
      }
      for (int i = 0; i < 1000; i++) {
        check(random.nextLong() % power);
      }
      if (power == 1_000_000_000_000_000_000L) {
        break;
      }
    }
    check(Long.MAX_VALUE);
    check(Long.MIN_VALUE);
    check(Long.MIN_VALUE + 1);
    check(-1);
  }

  @Test
  void growsAndIsUsedAgain() {
    Bytes out = new Bytes();
    StringBuilder expected = new StringBuilder();
    for (int round = 0; round < 2; round++) {
      out.clear();
      expected.setLength(0);
      for (int i = 0; i < 5000; i++) {
        out.put("ä").put(' ').padded(i, 3).hex(i);
        expected.append("ä ").append("%03d".formatted(i)).append("%02x".formatted(i & 255));
      }
      assertEquals(expected.toString(), out.toString());
    }
  }
}
