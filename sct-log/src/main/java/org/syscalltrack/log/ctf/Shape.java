// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.ctf;

import org.syscalltrack.abi.Type;
import org.syscalltrack.log.format.SocketAddress;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Utf8;

/** As what a field stands in a trace. */
enum Shape {
  SIGNED("int64_t %1$s;"),
  UNSIGNED("uint64_t %1$s;"),
  TEXT("string { encoding = UTF8; } %1$s;"),
  /**
   * What is no UTF-8, or has a NUL inside, or is empty: for an empty string, babeltrace2 2.0.4
   * shows what the field was in an event before.
   */
  BYTES("uint32_t %1$s_length; uint8_t %1$s[%1$s_length];"),
  TEXTS("uint32_t %1$s_length; string { encoding = UTF8; } %1$s[%1$s_length];"),
  BYTE_STRINGS(
      "uint32_t %1$s_length; struct { uint32_t length; uint8_t bytes[length]; }"
          + " %1$s[%1$s_length];"),
  IP("string { encoding = UTF8; } %1$s;"),
  SOCKET(
      "struct { string { encoding = UTF8; } text; uint32_t length; uint8_t bytes[length]; } %1$s;");

  private final String declaration;

  Shape(String declaration) {
    this.declaration = declaration;
  }

  String declaration(String name) {
    return declaration.formatted(name);
  }

  static Shape of(Event.Field field) {
    if (field.isInteger()) {
      return field.type() == Type.U64 ? UNSIGNED : SIGNED;
    }
    if (field.isNull() || field.isUnreadable()) {
      return BYTES;
    }
    if (field.isList()) {
      boolean[] isText = {true};
      field.eachString((array, offset, length) -> isText[0] &= isText(array, offset, length));
      return isText[0] ? TEXTS : BYTE_STRINGS;
    }
    if (field.isString()) {
      return isText(field.array(), field.offset(), field.length()) ? TEXT : BYTES;
    }
    return field.type() == Type.SADDR ? SOCKET : IP;
  }

  private static boolean isText(byte[] array, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (array[i] == 0) {
        return false;
      }
    }
    return length > 0 && Utf8.isValid(array, offset, offset + length);
  }

  void put(Event.Field field, Packed out) {
    switch (this) {
      case SIGNED, UNSIGNED -> out.u64(field.integer());
      case TEXT -> out.text(field.array(), field.offset(), field.length());
      case BYTES -> out.counted(field.array(), field.offset(), field.length());
      case TEXTS -> {
        out.u32(carried(field));
        field.eachString(out::text);
      }
      case BYTE_STRINGS -> {
        out.u32(carried(field));
        field.eachString(out::counted);
      }
      case IP -> text(address(field), out);
      case SOCKET -> {
        text(address(field), out);
        out.counted(field.array(), field.offset(), field.length());
      }
    }
  }

  private static int carried(Event.Field field) {
    int[] count = {0};
    field.eachString((array, offset, length) -> count[0]++);
    return count[0];
  }

  private static byte[] address(Event.Field field) {
    Bytes text = new Bytes();
    if (field.type() == Type.SADDR) {
      SocketAddress.put(field.array(), field.offset(), field.length(), text);
    } else {
      SocketAddress.ip(field.array(), field.offset(), text);
    }
    return text.copy();
  }

  private static void text(byte[] bytes, Packed out) {
    out.text(bytes, 0, bytes.length);
  }
}
