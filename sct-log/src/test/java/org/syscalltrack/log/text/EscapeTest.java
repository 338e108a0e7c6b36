// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class EscapeTest {
  /** Bytes are written in hex here, so that this file says exactly what goes in. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\0',
      value = {
        "'', \"\"",
        "'2e2f64756d6d79', \"./dummy\"",
        "'610a62', \"a\\nb\"",
        "'09', \"\\t\"",
        "'0d', \"\\r\"",
        "'00017f', \"\\x00\\x01\\x7f\"",
        "'1b5b324a', \"\\x1b[2J\"",
        "'225c', \"\\\"\\\\\"",
        "'c3bc', \"ü\"",
        "'e282ac', \"€\"",
        "'f09f9880', \"😀\"",
        // Invalid: lone continuation, cut short, overlong, surrogate, too large, never used.
        "'80', \"\\x80\"",
        "'c3', \"\\xc3\"",
        "'e28241', \"\\xe2\\x82A\"",
        "'c0af', \"\\xc0\\xaf\"",
        "'eda080', \"\\xed\\xa0\\x80\"",
        "'f4908080', \"\\xf4\\x90\\x80\\x80\"",
        "'ff', \"\\xff\"",
        // Valid, but not for a terminal: C1 control, direction override, line separator.
        "'c29b', \"\\xc2\\x9b\"",
        "'e280ae', \"\\xe2\\x80\\xae\"",
        "'e280a8', \"\\xe2\\x80\\xa8\""
      })
  void quotes(String hex, String expected) {
    assertEquals(expected, quoted(bytes(hex.replace("'", ""))));
  }

  @Test
  void anythingCanBeReadBack() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      String text = quoted(bytes);
      assertArrayEquals(bytes, read(text), text);
      text.codePoints()
          .forEach(c -> assertTrue(Character.getType(c) != Character.CONTROL, () -> text));
    }
  }

  @Test
  void plainTextKeepsQuotes() {
    Bytes out = new Bytes();
    Escape.plain("a \"b\\\" ü\u001b\n", out);
    assertEquals("a \"b\\\" ü\\x1b\\n", out.toString());
  }

  private static String quoted(byte[] bytes) {
    Bytes out = new Bytes();
    Escape.quote(bytes, 0, bytes.length, out);
    return out.toString();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** What a reader of the log would do. */
  public static byte[] read(String quoted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text = quoted.substring(1, quoted.length() - 1);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escape = text.charAt(i++);
      switch (escape) {
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case 'r' -> bytes.write('\r');
        case 'x' -> {
          bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
          i += 2;
        }
        default -> bytes.write(escape);
      }
    }
    return bytes.toByteArray();
  }
}
