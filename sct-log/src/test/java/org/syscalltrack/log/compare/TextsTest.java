// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.syscalltrack.log.text.Bytes;

class TextsTest {
  private final Texts texts = new Texts();

  private int number(String text) {
    return texts.number(new Bytes().put(text));
  }

  private String text(int number) {
    Bytes out = new Bytes();
    texts.put(number, out);
    return out.toString();
  }

  @Test
  void equalTextsHaveEqualNumbers() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100_000; i++) {
        assertEquals(i, number("text " + i));
      }
    }
    assertEquals(100_000, texts.count());
    assertEquals("text 77777", text(77_777));
  }

  @Test
  void textsWithTheSameHashAreTwo() {
    // "Aa" and "BB" have the same sum in Java.
    assertNotEquals(number("Aa"), number("BB"));
    assertEquals("BB", text(number("BB")));
  }

  @Test
  void longTextsAreKeptInBriefAndToldApart() {
    String head = "\u00e9".repeat(3_000);
    int one = number(head + "1");
    int two = number(head + "2");
    assertNotEquals(one, two);
    assertEquals(one, number(head + "1"));
    assertTrue(text(one).matches("\u00e9+\\.\\.\\. \\[6001 bytes, [0-9a-f]+\\]"), text(one));
  }
}
