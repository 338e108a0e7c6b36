// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.syscalltrack.lang.ast.ByteString;

/** Collects strings, each once, NUL-terminated. */
final class StringPool {
  private final Map<ByteString, Integer> offsets = new HashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  int offset(ByteString string) {
    Integer known = offsets.get(string);
    if (known != null) {
      return known;
    }
    int offset = bytes.size();
    bytes.writeBytes(string.bytes());
    bytes.write(0);
    offsets.put(string, offset);
    return offset;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
