// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.syscalls.Naming;
import org.syscalltrack.log.text.Bytes;

/** Names of numbers: of each by itself, or of the bits of which they are made. */
final class NamedNumbers {
  private static final byte[] BAR = Bytes.ascii("|");
  private static final byte[] NOTHING = {};
  private static final long LOW = 0xffff_ffffL;

  private record Flag(long bits, byte[] name) {}

  private final Map<Long, byte[]> whole = new LinkedHashMap<>();
  private final List<Flag> flags = new ArrayList<>();

  /** Bits that are looked up as a number. */
  private final long mask;

  NamedNumbers(Naming naming) {
    this.mask = naming.mask();
    for (Naming.Group group : naming.groups()) {
      read(group);
    }
    // O_SYNC has a bit of O_DSYNC: names of several bits come first, else in the order of bits.
    flags.sort(
        Comparator.comparingInt((Flag f) -> -Long.bitCount(f.bits)).thenComparing(Flag::bits));
  }

  private void read(Naming.Group group) {
    List<String> names = group.names().isEmpty() ? Constants.names(group.name()) : group.names();
    for (String name : names) {
      Long value = Constants.find(group.name(), name);
      if (value == null) {
        throw new IllegalStateException("names.tbl: " + group.name() + " has no " + name);
      }
      if ((value & ~mask) == 0) {
        whole.putIfAbsent(value, Bytes.ascii(name));
      } else {
        flags.add(new Flag(negativeInt(value) ? value & LOW : value, Bytes.ascii(name)));
      }
    }
  }

  private static boolean negativeInt(long value) {
    return value < 0 && value >= Integer.MIN_VALUE;
  }

  /** The number's name where the header has it with or without a sign, or null. */
  private byte[] whole(long value) {
    byte[] name = whole.get(value);
    if (name == null && negativeInt(value)) {
      return whole.get(value & LOW);
    } else if (name == null && value >>> 31 == 1) {
      return whole.get((long) (int) value);
    }
    return name;
  }

  /** Writes the number by names, with what has none in hexadecimal; false if all of it has none. */
  boolean write(long number, Bytes out) {
    if (mask == -1) {
      byte[] name = whole(number);
      if (name != null) {
        out.put(name);
      }
      return name != null;
    }
    long value = negativeInt(number) ? number & LOW : number;
    // Without a mask there is a name for 0 at most, which is said only if there is nothing else.
    byte[] name = mask != 0 || value == 0 ? whole.get(value & mask) : null;
    long left = name == null ? value : value & ~mask;
    boolean any = name != null;
    if (any) {
      out.put(name);
    }
    for (Flag flag : flags) {
      if ((left & flag.bits) == flag.bits) {
        out.put(any ? BAR : NOTHING).put(flag.name);
        any = true;
        left &= ~flag.bits;
      }
    }
    if (any && left != 0) {
      out.put("|0x").put(Long.toHexString(left));
    }
    return any;
  }
}
