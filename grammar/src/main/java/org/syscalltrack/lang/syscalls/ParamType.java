// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.syscalls;

import org.syscalltrack.abi.Abi;
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
  INBUF(Type.S64, Type.S32),
  OUTBUF(Type.S64, Type.S32),
  SOCKADDR(Type.S64, Type.S32),
  TIMESPEC(Type.S64, Type.S32),
  TIMEVAL(Type.S64, Type.S32),
  ARGV(Type.S64, Type.S32);

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

  public boolean isString() {
    return type == Type.STR;
  }

  /** Whether {@code <} compares without sign: sizes, masks and addresses, though shown signed. */
  public boolean isUnsigned() {
    return switch (this) {
      case ULONG, SIZE, U64, PTR, INBUF, OUTBUF, SOCKADDR, TIMESPEC, TIMEVAL, ARGV -> true;
      default -> false;
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
