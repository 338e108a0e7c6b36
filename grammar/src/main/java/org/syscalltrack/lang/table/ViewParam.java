// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Aspect;
import org.syscalltrack.abi.Fill;
import org.syscalltrack.abi.Follow;
import org.syscalltrack.abi.LengthAt;
import org.syscalltrack.abi.Source;
import org.syscalltrack.abi.Type;

/**
 * A parameter as a rule sees it; {@code struct sct_param}.
 *
 * @param arg argument register of ARG, DEREF, FILLED and PAIR, else 0
 * @param type null for the absent guard
 * @param param of a derived one: of which parameter, from 1; else 0
 * @param arg2 register of a length, of a directory or of the high half of a PAIR, {@code
 *     SctAbi.NO_ARG} for none; else 0
 * @param mode {@link LengthAt} or {@link Follow} by type; of FILLED {@link Fill}; else 0
 * @param value of CONST; byte offset of DEREF and FILLED; mask and register of a PATH's flags; else
 *     0
 * @param name of a derived one: of its field; else empty
 */
public record ViewParam(
    Source source, int arg, Type type, int param, int arg2, int mode, long value, String name) {
  public static final ViewParam NONE = new ViewParam(Source.NONE, 0, null, 0);

  private ViewParam(Source source, int arg, Type type, long value) {
    this(source, arg, type, 0, 0, 0, value, "");
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * source.number() + arg) + arg2) + Long.hashCode(value) + param;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ViewParam p
        && source == p.source
        && arg == p.arg
        && type == p.type
        && param == p.param
        && arg2 == p.arg2
        && mode == p.mode
        && value == p.value
        && name.equals(p.name);
  }

  public static ViewParam argument(int arg, Type type) {
    return new ViewParam(Source.ARG, arg, type, 0);
  }

  public static ViewParam constant(long value, Type type) {
    return new ViewParam(Source.CONST, 0, type, value);
  }

  /** 64 bits, half of them in each register. */
  public static ViewParam pair(int low, int high, Type type) {
    return new ViewParam(Source.PAIR, low, type, 0, high, 0, 0, "");
  }

  public static ViewParam pointee(int arg, long offset, Type type) {
    return new ViewParam(Source.DEREF, arg, type, offset);
  }

  /** The same, as the call left it. */
  public static ViewParam filled(int arg, long offset, Type type, Fill fill) {
    return new ViewParam(Source.FILLED, arg, type, 0, 0, fill.number(), offset, "");
  }

  /** Whether it is a number in user memory, which may not be readable. */
  public boolean isInMemory() {
    return source == Source.DEREF || source == Source.FILLED;
  }

  /** A string of the list in the register, from 0. */
  public static ViewParam item(int arg, long number) {
    return new ViewParam(Source.ARG, arg, Type.ITEM, number);
  }

  /** What a pointer of the structure in the register leads to, as long as the structure says. */
  public static ViewParam in(int arg, int pointer, int length, Type type) {
    long places = pointer | (long) length << 16;
    return new ViewParam(Source.ARG, arg, type, 0, 0, LengthAt.IN.number(), places, "");
  }

  /** An object of an operation, from 1: where it is. */
  public static ViewParam object(int object) {
    return object(object, Type.OBJPATH);
  }

  /** The same of one that is an address, or a part of it. */
  public static ViewParam object(int object, Type type) {
    return new ViewParam(Source.OBJECT, object, type, 0);
  }

  /** What an object of an operation is. */
  public static ViewParam aspect(int object, Aspect aspect) {
    return new ViewParam(Source.OBJECT, object, aspect.type(), 0, 0, aspect.number(), 0, "");
  }

  /** A number that the kernel has of an operation, from 1. */
  public static ViewParam kernel(int number, Type type) {
    return new ViewParam(Source.KERNEL, number, type, 0);
  }

  /** The same value as derived parameter of that name. */
  public ViewParam derivedFrom(int ofParam, String asName) {
    return new ViewParam(source, arg, type, ofParam, arg2, mode, value, asName);
  }

  /** The same with a length, found as said. */
  public ViewParam withLength(LengthAt at, int register) {
    return new ViewParam(source, arg, type, param, register, at.number(), value, name);
  }

  /**
   * The path that the string in the register names.
   *
   * @param directory register of the directory's descriptor, or {@code SctAbi.NO_ARG}
   * @param flags with IF and UNLESS: mask, and register from bit 32 on; else 0
   */
  public static ViewParam path(int arg, int directory, Follow follow, long flags) {
    return new ViewParam(Source.ARG, arg, Type.PATH, 0, directory, follow.number(), flags, "");
  }

  /** Whether {@link #mode} says where a length is. */
  boolean hasLength() {
    return type != null
        && switch (type.make()) {
          case BUFFER, ADDRESS -> true;
          case SCALAR, STRING, VECTOR, PATH -> false;
        };
  }
}
