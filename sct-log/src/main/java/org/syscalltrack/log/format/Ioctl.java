// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import org.syscalltrack.log.text.Bytes;

/** A command of ioctl(2) that has no name here, taken apart as asm-generic/ioctl.h puts it. */
final class Ioctl {
  private static final String[] DIRECTIONS = {"_IOC_NONE", "_IOC_WRITE", "_IOC_READ"};
  private static final int SIZE_MASK = 0x3fff;

  private Ioctl() {}

  /** {@code _IOC(_IOC_READ|_IOC_WRITE, 0x46, 0x1, 0x4)}: direction, type, number, size. */
  static void put(long value, Bytes out) {
    int direction = (int) (value >> 30 & 3);
    out.put("_IOC(");
    out.put(direction == 3 ? "_IOC_READ|_IOC_WRITE" : DIRECTIONS[direction]);
    hex(value >> 8 & 0xff, out);
    hex(value & 0xff, out);
    hex(value >> 16 & SIZE_MASK, out);
    out.put(')');
  }

  private static void hex(long value, Bytes out) {
    out.put(", 0x").put(Long.toHexString(value));
  }
}
