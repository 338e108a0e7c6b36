// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.log.text.Bytes;

/** Names of numbers: of each by itself, or of the bits of which they are made. */
final class NamedNumbers {
  private static final byte[] BAR = Bytes.ascii("|");
  private static final byte[] NOTHING = {};

  private record Flag(long bits, byte[] name) {}

  private final Map<Long, byte[]> whole = new LinkedHashMap<>();
  private final List<Flag> flags = new ArrayList<>();

  /** Bits that are looked up as a number. */
  private final long mask;

  private NamedNumbers(long mask) {
    this.mask = mask;
  }

  static NamedNumbers oneOf(String group) {
    NamedNumbers numbers = new NamedNumbers(-1);
    numbers.read(group);
    return numbers;
  }

  static NamedNumbers flags(String group, long mask) {
    NamedNumbers numbers = new NamedNumbers(mask);
    numbers.read(group);
    // O_SYNC has a bit of O_DSYNC: names of several bits come first, else in the order of bits.
    numbers.flags.sort(
        Comparator.comparingInt((Flag f) -> -Long.bitCount(f.bits)).thenComparing(Flag::bits));
    return numbers;
  }

  private void read(String spec) {
    int colon = spec.indexOf(':');
    String group = colon < 0 ? spec : spec.substring(0, colon);
    List<String> names =
        colon < 0 ? Constants.names(group) : List.of(spec.substring(colon + 1).split(","));
    for (String name : names) {
      Long value = Constants.find(group, name);
      if (value == null) {
        throw new IllegalStateException("decoded.tbl: " + group + " has no " + name);
      }
      if ((value & ~mask) == 0) {
        whole.putIfAbsent(value, Bytes.ascii(name));
      } else {
        flags.add(new Flag(value, Bytes.ascii(name)));
      }
    }
  }

  /** Writes the number by names, with what has none in hexadecimal; false if all of it has none. */
  boolean write(long value, Bytes out) {
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
