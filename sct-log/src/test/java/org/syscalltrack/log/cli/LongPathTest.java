// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.log.format.EventFormatter;
import org.syscalltrack.log.format.JsonFormatter;
import org.syscalltrack.log.format.Look;
import org.syscalltrack.log.format.TextFormatter;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.EscapeTest;
import org.syscalltrack.log.text.Utf8;
import org.syscalltrack.tool.Trace;

/** The longest path that there is, of all that could break a line, and back to its bytes. */
class LongPathTest {
  private static final String[] PIECES = {
    "\n", "\r", "\t", "\033[2J", "\"", "\\", "\\n", "'", "/", "ü", "€", "😀", "\u202e", "\u0085",
    "a"
  };

  private static final Recorded ORIGIN = Recorded.under(Tables.withFormats("%params"));

  private final Generations generations = new Generations(Trace.silent());

  private static byte[] path(long seed, boolean valid) {
    Random random = new Random(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (out.size() < SctAbi.MAX_STRING) {
      if (!valid && random.nextInt(3) == 0) {
        out.write(0x80 + random.nextInt(0x80));
      } else {
        out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      }
    }
    // What is cut in the middle of a character is invalid, which a valid path must not be.
    byte[] bytes = java.util.Arrays.copyOf(out.toByteArray(), SctAbi.MAX_STRING);
    for (int i = SctAbi.MAX_STRING - 4; valid && i < bytes.length; i++) {
      bytes[i] = 'z';
    }
    int last = SctAbi.MAX_STRING - 5;
    while (valid && !Utf8.isValid(bytes, 0, bytes.length)) {
      bytes[last--] = 'z';
    }
    return bytes;
  }

  private static String line(EventFormatter formatter, byte[] path) throws Exception {
    byte[] record = new Records().event(1, 0, 1).field(Var.PARAMS, 1, Type.STR, 0, path).bytes();
    Bytes out = new Bytes();
    formatter.format(ORIGIN.decoder(record).next(), out);
    String text = out.toString();
    assertEquals(text.length() - 1, text.indexOf('\n'), "one line");
    return text.substring(0, text.length() - 1);
  }

  @Test
  void asText() throws Exception {
    for (int seed = 0; seed < 100; seed++) {
      byte[] path = path(seed, seed % 2 == 0);
      String line = line(new TextFormatter(generations, null, Look.PLAIN), path);
      assertTrue(line.codePoints().noneMatch(Character::isISOControl));
      assertArrayEquals(path, EscapeTest.read(line));
    }
  }

  @Test
  void asJson() throws Exception {
    int encoded = 0;
    for (int seed = 0; seed < 100; seed++) {
      boolean valid = seed % 2 == 0;
      byte[] path = path(seed, valid);
      String line = line(new JsonFormatter(generations, Look.PLAIN), path);
      assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'));
      byte[] value = null;
      byte[] exact = null;
      try (JsonParser parser = new JsonFactory().createParser(line)) {
        while (parser.nextToken() != null) {
          if (parser.currentToken().isScalarValue() && "value".equals(parser.currentName())) {
            value = parser.getText().getBytes(StandardCharsets.UTF_8);
          } else if (parser.currentToken().isScalarValue()
              && "base64".equals(parser.currentName())) {
            exact = Base64.getDecoder().decode(parser.getText());
            encoded++;
          }
        }
      }
      assertEquals(valid, exact == null, "bytes are given where text does not say them");
      assertArrayEquals(path, valid ? value : exact);
    }
    assertEquals(50, encoded);
  }
}
