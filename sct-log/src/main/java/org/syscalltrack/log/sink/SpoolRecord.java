// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;

/** An event as it lies in a spool: strings with their length in front, numbers in big endian. */
final class SpoolRecord {
  /** Of the form; another one is not understood. */
  private static final int VERSION = 1;

  private SpoolRecord() {}

  static byte[] encode(EventMessage message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(message.epochNs());
      put(out, message.level().name());
      put(out, message.logger());
      put(out, message.getType());
      put(out, message.text());
      put(out, message.json());
      Map<String, String> fields = message.getData();
      out.writeInt(fields.size());
      for (Map.Entry<String, String> field : fields.entrySet()) {
        put(out, field.getKey());
        put(out, field.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * What {@link #encode} made.
   *
   * @throws IOException if it is something else
   */
  static EventMessage decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readByte() != VERSION) {
      throw new IOException("it is of another version of sctlog");
    }
    long epochNs = in.readLong();
    Level level = Level.toLevel(get(in), Level.INFO);
    String logger = get(in);
    String type = get(in);
    String text = get(in);
    String json = get(in);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      fields.put(get(in), get(in));
    }
    return new EventMessage(logger, level, type, epochNs, text, json, fields);
  }

  private static String get(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a string is longer than what is there");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
