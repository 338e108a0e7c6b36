// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.lang.syscalls.NameTable;
import org.syscalltrack.lang.syscalls.Naming;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.rules.EventKind;
import org.syscalltrack.log.rules.PerKind;
import org.syscalltrack.log.text.Bytes;

/** Names for numbers, as strace(1) shows them. What is which is said in names.tbl. */
public final class Decoder {
  private static final int AT_FDCWD = -100;
  private static final int MAX_ERRNO = 4095;
  private static final int PERMISSIONS = 07777;
  private static final int SIGRTMIN = 32;
  private static final int SIGRTMAX = 64;
  private static final long NO_ID = 0xffff_ffffL;
  private static final long LOW = 0xffff_ffffL;

  private final Map<Naming, NamedNumbers> numbers = new IdentityHashMap<>();
  private final PerKind<Map<String, List<Naming>>> namings = new PerKind<>(kind -> new HashMap<>());
  private final Map<Integer, byte[]> errors = new HashMap<>();
  private final IntFunction<String> messages;

  /**
   * @param messages the system's words for an error number
   */
  public Decoder(IntFunction<String> messages) {
    this.messages = messages;
  }

  /** The parameters beside the one that is shown: they may say what its number means. */
  public record Beside(Event event, EventKind kind) {
    /** The value of a parameter of the call that was made, or null. */
    Long value(String name) {
      for (int i = 0; i < kind.params().size(); i++) {
        if (kind.params().get(i).name().equals(name)) {
          Event.Field field = event.field(Var.PARAMS, i + 1);
          boolean known = field != null && field.isInteger() && !field.isUnreadable();
          return known ? field.integer() : null;
        }
      }
      return null;
    }
  }

  /** Whether the call does not look at the parameter, so that its register holds anything. */
  public boolean isOmitted(EventKind.Param param, Beside beside) {
    if (param == null || param.call() == null) {
      return false;
    }
    for (Naming naming : namings(param.call(), param.name(), beside.kind())) {
      if (naming.kind() == Naming.Kind.OMIT) {
        Long flags = beside.value(naming.when());
        return flags != null
            && naming.whenNames().stream()
                .map(Constants::find)
                .noneMatch(bits -> (flags & bits) == bits);
      }
    }
    return false;
  }

  /**
   * Writes a parameter by name; false if it has none.
   *
   * @param param null if nothing is known of it
   */
  boolean parameter(EventKind.Param param, Event.Field field, Beside beside, Bytes out) {
    if (param == null) {
      return false;
    }
    long value = field.integer();
    Naming naming = param.call() == null ? null : naming(param.call(), param.name(), beside);
    if (naming != null) {
      return named(naming, value, field.type(), beside.event(), out);
    }
    switch (param.type()) {
      case MODE -> octal(value, out);
      case PTR, TIMESPEC, TIMEVAL, ENVP -> pointer(value, field.type(), out);
      case ULONG, SIZE -> {
        return value < 0 && out.unsigned(narrow(value, field.type())) != null;
      }
      case UID, GID -> {
        return value == NO_ID && out.put("-1") != null;
      }
      case DIRFD -> {
        return value == AT_FDCWD && out.put("AT_FDCWD") != null;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The line that holds, of those for the parameter; one without a condition is for the rest. */
  private Naming naming(String call, String param, Beside beside) {
    for (Naming naming : namings(call, param, beside.kind())) {
      if (naming.kind() != Naming.Kind.OMIT && holds(naming, beside)) {
        return naming;
      }
    }
    return null;
  }

  private List<Naming> namings(String call, String param, EventKind kind) {
    return namings.of(kind).computeIfAbsent(param, p -> NameTable.of(call, p));
  }

  private static boolean holds(Naming naming, Beside beside) {
    if (naming.when() == null) {
      return true;
    }
    Long value = beside.value(naming.when());
    for (String name : naming.whenNames()) {
      if (value != null && value.intValue() == Constants.find(name).intValue()) {
        return true;
      }
    }
    return false;
  }

  private boolean named(Naming naming, long value, Type type, Event event, Bytes out) {
    switch (naming.kind()) {
      case OCTAL -> octal(value, out);
      case NODE -> node(value, out);
      case DEVICE -> device(value, out);
      case HEX -> hex(value, type, out);
      case ADDRESS -> pointer(value, type, out);
      case WAIT -> {
        // A call that waited for nobody has filled in nothing.
        boolean filled = event.hasRetval() && event.retval() > 0;
        if (filled) {
          WaitStatus.put((int) value, out);
        }
        return filled;
      }
      case ENUM, FLAGS, OMIT -> {
        boolean known = numbers.computeIfAbsent(naming, NamedNumbers::new).write(value, out);
        return known || withoutName(naming, value, out);
      }
    }
    return true;
  }

  /** What has a form that is better than a number. */
  private static boolean withoutName(Naming naming, long value, Bytes out) {
    switch (naming.groups().get(0).name()) {
      case "signal" -> {
        return realTimeSignal(value, out);
      }
      case "ioctl" -> Ioctl.put(value, out);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Those that have no names of their own; false if it is none. */
  static boolean realTimeSignal(long value, Bytes out) {
    boolean realTime = value > SIGRTMIN && value <= SIGRTMAX;
    return realTime && out.put("SIGRT_").number(value - SIGRTMIN) != null;
  }

  private static void octal(long value, Bytes out) {
    out.put('0').put(value == 0 ? "" : Long.toOctalString(value));
  }

  private static void node(long value, Bytes out) {
    String type = Constants.name("stat", value & ~PERMISSIONS);
    if (type != null && (value & ~PERMISSIONS) != 0) {
      out.put(type).put('|');
      octal(value & PERMISSIONS, out);
    } else {
      octal(value, out);
    }
  }

  /** As the kernel's new_decode_dev() takes it apart. */
  private static void device(long value, Bytes out) {
    long major = value >> 8 & 0xfff;
    long minor = value & 0xff | value >> 12 & 0xfff00;
    out.put("makedev(0x").put(Long.toHexString(major));
    out.put(", 0x").put(Long.toHexString(minor)).put(')');
  }

  private static void pointer(long value, Type type, Bytes out) {
    if (value == 0) {
      out.put("NULL");
    } else {
      hex(value, type, out);
    }
  }

  private static void hex(long value, Type type, Bytes out) {
    out.put(value == 0 ? "" : "0x").put(Long.toHexString(narrow(value, type)));
  }

  /** Without the sign that the value of a narrower register was extended by. */
  private static long narrow(long value, Type type) {
    return type == Type.S32 || type == Type.U32 ? value & LOW : value;
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
  static boolean variable(Event.Field field, Bytes out) {
    if (!field.isInteger() || field.isUnreadable()) {
      return false;
    }
    Var var = field.var();
    int value = (int) field.integer();
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

  /**
   * Writes {@code -1 ENOENT (No such file or directory)}, or what the call returned by name; false
   * if it has none.
   */
  public boolean retval(long value, Beside beside, Bytes out) {
    String name = error(value);
    if (name != null) {
      out.put(errors.computeIfAbsent((int) -value, n -> Bytes.utf8(message(n, name))));
      return true;
    }
    String call = beside.kind().call();
    Naming naming = call == null ? null : naming(call, NameTable.RETVAL, beside);
    return naming != null && named(naming, value, Type.S64, beside.event(), out);
  }

  private String message(int errno, String name) {
    return "-1 " + name + " (" + messages.apply(errno) + ")";
  }

  /** The name of the error that was returned, or null. */
  public static String error(long retval) {
    return retval < 0 && retval >= -MAX_ERRNO ? Constants.name("errno", -retval) : null;
  }
}
