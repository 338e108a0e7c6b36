// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ast.ByteString;

/**
 * An IP network as the format has it: 16 bytes of address, an IPv4 one as ::ffff:a.b.c.d, and a
 * byte that says how many bits count.
 */
public final class Network {
  private static final int BYTES = 16;
  private static final int BITS = 128;
  private static final int GROUPS = 8;

  /** Bits before the IPv4 address in its IPv6 form. */
  private static final int MAPPED_BITS = 96;

  private Network() {}

  /** The network that a text such as {@code 10.0.0.0/8} or {@code ::1} names, or null. */
  public static ByteString parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] bytes = new byte[SctAbi.IP_PREFIX_LEN];
    boolean v4 = address.indexOf(':') < 0;
    boolean good = v4 ? parseV4(address, bytes, BYTES - 4) : parseV6(address, bytes);
    if (!good) {
      return null;
    }
    if (v4) {
      bytes[10] = (byte) 0xff;
      bytes[11] = (byte) 0xff;
    }
    int first = v4 ? MAPPED_BITS : 0;
    int prefix = slash < 0 ? BITS - first : number(text.substring(slash + 1), 10, BITS - first);
    bytes[BYTES] = (byte) (first + prefix);
    return prefix < 0 ? null : ByteString.of(bytes);
  }

  /** The network without the bits of its address that do not count. */
  public static ByteString masked(ByteString network) {
    byte[] bytes = network.bytes();
    int prefix = bytes[BYTES] & 0xff;
    for (int i = 0; i < BYTES; i++) {
      int bits = Math.max(0, Math.min(8, prefix - 8 * i));
      bytes[i] &= (byte) (0xff00 >> bits);
    }
    return ByteString.of(bytes);
  }

  /** Whether the 16 bytes of the address are in the network. */
  public static boolean contains(ByteString network, byte[] address, int offset) {
    int prefix = network.at(BYTES) & 0xff;
    for (int i = 0; i < BYTES && 8 * i < prefix; i++) {
      int mask = 0xff00 >> Math.min(8, prefix - 8 * i) & 0xff;
      if (((network.at(i) ^ address[offset + i]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** As in a filter. */
  public static String text(ByteString network) {
    if (network.length() != SctAbi.IP_PREFIX_LEN) {
      return "a network of " + network.length() + " bytes";
    }
    int prefix = network.at(BYTES) & 0xff;
    boolean v4 = prefix >= MAPPED_BITS && isMapped(network);
    String suffix = prefix == BITS ? "" : "/" + (prefix - (v4 ? MAPPED_BITS : 0));
    return (v4 ? v4(network) : v6(network)) + suffix;
  }

  private static boolean isMapped(ByteString network) {
    for (int i = 0; i < 10; i++) {
      if (network.at(i) != 0) {
        return false;
      }
    }
    return network.at(10) == -1 && network.at(11) == -1;
  }

  private static String v4(ByteString network) {
    StringBuilder out = new StringBuilder();
    for (int i = BYTES - 4; i < BYTES; i++) {
      out.append(out.length() == 0 ? "" : ".").append(network.at(i) & 0xff);
    }
    return out.toString();
  }

  private static int group(ByteString network, int i) {
    return (network.at(2 * i) & 0xff) << 8 | network.at(2 * i + 1) & 0xff;
  }

  /** The longest run of zeros, if it is more than one group, is written {@code ::}. */
  private static String v6(ByteString network) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(network, end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < GROUPS) {
      if (i == start) {
        out.append("::");
        i += length;
      } else {
        boolean first = i == 0 || i == start + length && start >= 0;
        out.append(first ? "" : ":").append(Integer.toHexString(group(network, i++)));
      }
    }
    return out.toString();
  }

  private static boolean parseV4(String text, byte[] bytes, int at) {
    String[] parts = text.split("\\.", -1);
    boolean good = parts.length == 4;
    for (int i = 0; good && i < 4; i++) {
      int value = number(parts[i], 10, 255);
      good = value >= 0 && (parts[i].equals("0") || parts[i].charAt(0) != '0');
      bytes[at + i] = (byte) value;
    }
    return good;
  }

  private static boolean parseV6(String text, byte[] bytes) {
    int gap = text.indexOf("::");
    String head = gap < 0 ? text : text.substring(0, gap);
    String tail = gap < 0 ? "" : text.substring(gap + 2);
    byte[] start = new byte[BYTES];
    byte[] end = new byte[BYTES];
    int before = groups(head, start, gap < 0);
    int behind = groups(tail, end, true);
    boolean good = gap < 0 ? before == BYTES : before + behind < BYTES;
    if (before < 0 || behind < 0 || !good) {
      return false;
    }
    System.arraycopy(start, 0, bytes, 0, before);
    System.arraycopy(end, 0, bytes, BYTES - behind, behind);
    return true;
  }

  /** Groups of hex digits, the last perhaps an IPv4 address; how many bytes they are, or -1. */
  private static int groups(String text, byte[] out, boolean toTheEnd) {
    int at = 0;
    String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (toTheEnd && i == parts.length - 1 && parts[i].indexOf('.') >= 0 && at <= BYTES - 4) {
        return parseV4(parts[i], out, at) ? at + 4 : -1;
      }
      int value = parts[i].length() > 4 ? -1 : number(parts[i], 16, 0xffff);
      if (value < 0 || at == BYTES) {
        return -1;
      }
      out[at++] = (byte) (value >> 8);
      out[at++] = (byte) value;
    }
    return at;
  }

  /** The number from 0 to {@code max} that the digits are, or -1. */
  private static int number(String digits, int radix, int max) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
      if (digit < 0 || value > max) {
        return -1;
      }
      value = value * radix + digit;
    }
    return digits.isEmpty() || value > max ? -1 : value;
  }
}
