// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Kind;
import org.syscalltrack.abi.Type;

/** The types of syscalls.tbl, with how each is loaded from its register. */
public enum ParamType {
  INT(Type.S32),
  UINT(Type.U32),
  SHORT(Type.S16),
  USHORT(Type.U16),
  LONG(Type.S64, Type.S32),
  ULONG(Type.S64, Type.S32),
  SIZE(Type.S64, Type.S32),
  SSIZE(Type.S64, Type.S32),
  LOFF(Type.S64),
  S32(Type.S32),
  U32(Type.U32),
  S64(Type.S64),
  U64(Type.U64),
  PTR(Type.S64, Type.S32),
  STR(Type.STR),
  PATH(Type.STR),
  FD(Type.S32),
  DIRFD(Type.S32),
  MODE(Type.U16),
  PID(Type.S32),
  UID(Type.U32),
  GID(Type.U32),
  /** Buffers and addresses whose length cannot be known are seen as PTR. */
  INBUF(Type.BYTES),
  OUTBUF(Type.BYTES),
  SOCKADDR(Type.SADDR),
  TIMESPEC(Type.S64, Type.S32),
  TIMEVAL(Type.S64, Type.S32),
  ARGV(Type.ARGV),
  /** Seen as a pointer: programs keep secrets in their environment. */
  ENVP(Type.S64, Type.S32),

  // What is made of a parameter; not in syscalls.tbl.
  /** The path that a PATH names. */
  RESOLVED(Type.PATH),
  /** The path behind an FD. */
  FDPATH(Type.FDPATH),
  FAMILY(Type.FAMILY),
  PORT(Type.PORT),
  IP(Type.IP),
  SUNPATH(Type.SUNPATH),
  /** One string of a list, or the value of a variable. */
  ITEM(Type.ITEM),
  COUNT(Type.COUNT);

  private final String text;
  private final Type type;
  private final Type ia32Type;

  ParamType(Type type) {
    this(type, type);
  }

  ParamType(Type type, Type ia32Type) {
    this.text = name().toLowerCase(java.util.Locale.ROOT);
    this.type = type;
    this.ia32Type = ia32Type;
  }

  /** The word of syscalls.tbl. */
  public String text() {
    return text;
  }

  public Type type(Abi abi) {
    return abi == Abi.IA32 ? ia32Type : type;
  }

  /** Whether it is compared with strings. */
  public boolean isString() {
    return isString(type);
  }

  /** The same for a type of the binary format. */
  public static boolean isString(Type type) {
    return switch (type.make()) {
      case STRING, BUFFER, PATH -> true;
      case VECTOR -> type != Type.COUNT;
      case ADDRESS -> type == Type.SUNPATH;
      case SCALAR -> false;
    };
  }

  /** Whether it points to a NULL-terminated array of strings. */
  public boolean isList() {
    return this == ARGV || this == ENVP;
  }

  /** Whether it is a number that can be computed with. */
  public boolean isNumber() {
    return isNumber(type);
  }

  /** The same for a type of the binary format. */
  public static boolean isNumber(Type type) {
    return type.kind() == Kind.INT;
  }

  /** Whether {@code <} compares without sign: sizes, masks and addresses, though shown signed. */
  public boolean isUnsigned() {
    return switch (this) {
      case ULONG, SIZE, U64, PTR, TIMESPEC, TIMEVAL, ENVP -> true;
      default -> false;
    };
  }

  /** How a rule types a value of that type of which nothing else is known. */
  public static ParamType of(Type type) {
    return switch (type) {
      case S16 -> SHORT;
      case U16 -> USHORT;
      case S32 -> S32;
      case U32 -> U32;
      case S64 -> S64;
      case U64 -> U64;
      case STR -> STR;
      case BYTES -> INBUF;
      case ARGV -> ARGV;
      case SADDR -> SOCKADDR;
      case FAMILY -> FAMILY;
      case PORT -> PORT;
      case IP -> IP;
      case SUNPATH -> SUNPATH;
      case PATH -> RESOLVED;
      case FDPATH, OBJPATH -> FDPATH;
      case ITEM, ENV -> ITEM;
      case COUNT -> COUNT;
    };
  }

  static ParamType of(String text) {
    for (ParamType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no parameter type is called " + text);
  }
}
