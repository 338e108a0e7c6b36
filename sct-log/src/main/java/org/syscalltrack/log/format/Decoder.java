// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.text.Bytes;

/** Names for numbers, as strace(1) shows them. What is which is said in decoded.tbl. */
public final class Decoder {
  private static final int AT_FDCWD = -100;
  private static final int MAX_ERRNO = 4095;

  private final Map<String, NamedNumbers> byParameter = new HashMap<>();
  private final Map<Integer, byte[]> errors = new HashMap<>();
  private final IntFunction<String> messages;

  /**
   * @param messages the system's words for an error number
   */
  public Decoder(IntFunction<String> messages) {
    this.messages = messages;
    for (String line : table().split("\n")) {
      if (!line.isBlank() && !line.startsWith("#")) {
        read(List.of(line.split("[ \t]+")));
      }
    }
  }

  private static String table() {
    try (InputStream in = Decoder.class.getResourceAsStream("decoded.tbl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(List<String> words) {
    boolean flags = words.get(0).equals("flags");
    NamedNumbers numbers =
        flags
            ? NamedNumbers.flags(words.get(1), Long.decode(words.get(2)))
            : NamedNumbers.oneOf(words.get(1));
    for (String parameter : words.subList(flags ? 3 : 2, words.size())) {
      byParameter.put(parameter, numbers);
    }
  }

  /**
   * Writes a parameter by name; false if it has none.
   *
   * @param param null if nothing is known of it
   */
  boolean parameter(EventKind.Param param, long value, Bytes out) {
    if (param == null) {
      return false;
    }
    if (param.type() == ParamType.MODE) {
      out.put('0').put(value == 0 ? "" : Long.toOctalString(value));
      return true;
    }
    if (param.type() == ParamType.DIRFD && value == AT_FDCWD) {
      out.put("AT_FDCWD");
      return true;
    }
    NamedNumbers numbers =
        param.call() == null ? null : byParameter.get(param.call() + "." + param.name());
    return numbers != null && numbers.write(value, out);
  }

  /** Writes an address family by name; false if it has none. */
  boolean family(long value, Bytes out) {
    String name = Constants.name("af", value);
    if (name != null) {
      out.put(name);
    }
    return name != null;
  }

  /** Writes a variable by name; false if its numbers have none. */
  static boolean variable(Var var, int value, Bytes out) {
    int abi = var == Var.SYSCALL ? value >>> 16 : value;
    if ((var != Var.ABI && var != Var.SYSCALL) || !Abi.isKnown(abi)) {
      return false;
    }
    String name =
        var == Var.ABI
            ? Abi.of(abi).text()
            : SyscallTable.builtIn().name(Abi.of(abi), value & 0xffff);
    if (name != null) {
      out.put(name);
    }
    return name != null;
  }

  /** Writes {@code -1 ENOENT (No such file or directory)}; false if it is no error. */
  boolean retval(long value, Bytes out) {
    String name = error(value);
    if (name == null) {
      return false;
    }
    out.put(errors.computeIfAbsent((int) -value, n -> Bytes.utf8(message(n, name))));
    return true;
  }

  private String message(int errno, String name) {
    return "-1 " + name + " (" + messages.apply(errno) + ")";
  }

  /** The name of the error that was returned, or null. */
  static String error(long retval) {
    return retval < 0 && retval >= -MAX_ERRNO ? Constants.name("errno", -retval) : null;
  }
}
