// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.log.text.Escape;

/** Addresses of the network as people write them. */
public final class SocketAddress {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  /** Where things are in a sockaddr, after the family's two bytes. */
  private static final int DATA = 2;

  private static final int IN_ADDR = 4;
  private static final int IN_END = 8;
  private static final int IN6_ADDR = 8;
  private static final int IN6_END = 24;
  private static final int IP_BYTES = 16;
  private static final int GROUPS = 8;

  private static final byte[] HEX = Bytes.ascii("0123456789abcdef");

  private SocketAddress() {}

  /**
   * A {@code struct sockaddr}: {@code AF_INET 10.0.0.1:80}, {@code AF_INET6 [::1]:80}, {@code
   * AF_UNIX "/run/x"}, with an at sign in front of the quotes if it is abstract; any other one as
   * its bytes.
   */
  public static void put(byte[] array, int offset, int length, Bytes out) {
    if (length < DATA) {
      Escape.quote(array, offset, length, out);
      return;
    }
    int family = family(array, offset);
    family(family, out);
    if (family == AF_INET && length >= IN_END) {
      out.put(' ');
      dotted(array, offset + IN_ADDR, out);
      out.put(':').number(port(array, offset));
    } else if (family == AF_INET6 && length >= IN6_END) {
      out.put(" [");
      ip(array, offset + IN6_ADDR, out);
      out.put("]:").number(port(array, offset));
    } else if (family == AF_UNIX && length > DATA) {
      unix(array, offset + DATA, length - DATA, out);
    } else if (length > DATA) {
      out.put(' ');
      Escape.quote(array, offset + DATA, length - DATA, out);
    }
  }

  private static int family(byte[] array, int offset) {
    return Short.toUnsignedInt(
        ByteBuffer.wrap(array, offset, DATA).order(ByteOrder.nativeOrder()).getShort());
  }

  static void family(int family, Bytes out) {
    // The oldest of its names, not the first of the alphabet.
    String name = family == AF_UNIX ? "AF_UNIX" : Constants.name("af", family);
    out.put(name == null ? "AF_" + family : name);
  }

  private static int port(byte[] array, int offset) {
    return Byte.toUnsignedInt(array[offset + DATA]) << 8
        | Byte.toUnsignedInt(array[offset + DATA + 1]);
  }

  private static void unix(byte[] array, int from, int length, Bytes out) {
    boolean isAbstract = array[from] == 0;
    int start = isAbstract ? from + 1 : from;
    int end = from + length;
    for (int i = start; !isAbstract && i < end; i++) {
      end = array[i] == 0 ? i : end;
    }
    out.put(isAbstract ? " @" : " ");
    Escape.quote(array, start, end - start, out);
  }

  /** 16 bytes: an IPv6 address as RFC 5952 has it, or the IPv4 address that is mapped into it. */
  public static void ip(byte[] array, int offset, Bytes out) {
    if (isMapped(array, offset)) {
      dotted(array, offset + IP_BYTES - 4, out);
      return;
    }
    int gap = -1;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = 0;
      while (i + zeros < GROUPS && group(array, offset, i + zeros) == 0) {
        zeros++;
      }
      if (zeros > gapLength) {
        gap = i;
        gapLength = zeros;
      }
    }
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.put("::");
        i += gapLength - 1;
      } else {
        if (i > 0 && i != gap + gapLength || gap < 0 && i > 0) {
          out.put(':');
        }
        hex(group(array, offset, i), out);
      }
    }
  }

  private static boolean isMapped(byte[] array, int offset) {
    for (int i = 0; i < IP_BYTES - 4; i++) {
      if (array[offset + i] != (i < IP_BYTES - 6 ? 0 : -1)) {
        return false;
      }
    }
    return true;
  }

  private static int group(byte[] array, int offset, int index) {
    return Byte.toUnsignedInt(array[offset + 2 * index]) << 8
        | Byte.toUnsignedInt(array[offset + 2 * index + 1]);
  }

  private static void hex(int group, Bytes out) {
    boolean begun = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = group >> shift & 15;
      begun |= digit != 0 || shift == 0;
      if (begun) {
        out.put((char) HEX[digit]);
      }
    }
  }

  private static void dotted(byte[] array, int offset, Bytes out) {
    for (int i = 0; i < 4; i++) {
      out.put(i == 0 ? "" : ".").number(Byte.toUnsignedInt(array[offset + i]));
    }
  }
}
