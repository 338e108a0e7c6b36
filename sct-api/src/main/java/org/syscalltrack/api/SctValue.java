// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.api;

import java.util.List;

/** A parameter or a variable of an event. {@code shown} is what sctlog writes for it. */
public sealed interface SctValue {
  /** As sctlog shows it: numbers in decimal, strings in quotes. */
  String shown();

  /**
   * A number.
   *
   * @param value unsigned 64-bit numbers are those of {@link Long#toUnsignedString(long)}
   * @param decoded flags, modes and the like by name, as far as they have names
   */
  record Int(long value, String shown, String decoded) implements SctValue {
    @Override
    public String toString() {
      return decoded;
    }
  }

  /**
   * Text, or bytes; what is no UTF-8 is replaced in {@code text} and exact in {@code shown}.
   *
   * @param isCut whether there was more than an event carries
   */
  record Text(String text, boolean isCut, String shown) implements SctValue {
    @Override
    public String toString() {
      return shown;
    }
  }

  /**
   * A list of strings: the arguments of a program.
   *
   * @param missing bytes that an event does not carry
   */
  record Strings(List<String> strings, long missing, String shown) implements SctValue {
    @Override
    public String toString() {
      return shown;
    }
  }

  /** An address of the network or of a socket. */
  record Address(String shown) implements SctValue {
    @Override
    public String toString() {
      return shown;
    }
  }

  /** A null pointer. */
  record Null(String shown) implements SctValue {
    @Override
    public String toString() {
      return shown;
    }
  }

  /** What could not be read. */
  record Unreadable(String shown) implements SctValue {
    @Override
    public String toString() {
      return shown;
    }
  }
}
