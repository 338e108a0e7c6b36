// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.capture;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lines of {@code name=value}: what small payloads consist of. Names that are not known are kept.
 */
final class Properties {
  private final Map<String, String> values = new LinkedHashMap<>();

  Properties put(String name, Object value) {
    // A host may be called anything; a line is a line.
    values.put(name, String.valueOf(value).replaceAll("\\p{Cntrl}", "?"));
    return this;
  }

  Properties put(String name, byte[] value) {
    return put(name, HexFormat.of().formatHex(value));
  }

  static Properties read(byte[] payload) {
    Properties read = new Properties();
    for (String line : new String(payload, StandardCharsets.UTF_8).split("\n")) {
      int at = line.indexOf('=');
      if (at > 0) {
        read.values.put(line.substring(0, at), line.substring(at + 1));
      }
    }
    return read;
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Empty if it is not there. */
  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** The same for a terminal: who has written it need not be who is believed. */
  String shown(String name) {
    return text(name).replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }

  /** -1 if it is not there or no number. */
  long number(String name) {
    try {
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Empty if it is not there or not hexadecimal. */
  byte[] hex(String name) {
    try {
      return HexFormat.of().parseHex(text(name));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
