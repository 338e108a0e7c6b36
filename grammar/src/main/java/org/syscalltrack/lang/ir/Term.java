// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ir;

import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.lang.syscalls.ParamType;

/** A value in a filter, names resolved and types checked. */
public sealed interface Term {
  Span span();

  boolean isString();

  /** Whether it can be computed with. */
  default boolean isNumber() {
    return !isString();
  }

  /** Whether {@code <} and its like compare without sign. */
  default boolean isUnsigned() {
    return false;
  }

  /** An integer. */
  record Int(Span span, long value) implements Term {
    @Override
    public boolean isString() {
      return false;
    }
  }

  /** A string. */
  record Text(Span span, ByteString bytes) implements Term {
    @Override
    public boolean isString() {
      return true;
    }
  }

  /** {@code NULL}, with which a string or pointer may be compared. */
  record Null(Span span) implements Term {
    @Override
    public boolean isString() {
      return false;
    }
  }

  /** An IP address or network: the operand of JSIP. */
  record Net(Span span, ByteString network) implements Term {
    @Override
    public boolean isString() {
      return false;
    }

    @Override
    public boolean isNumber() {
      return false;
    }
  }

  /**
   * A variable.
   *
   * @param index of PARAMS, from 1; else 0
   * @param type how the call's prototype types it
   * @param derived which part of a parameter, if it is none of the call's own; else null
   */
  record Variable(Span span, Var var, int index, ParamType type, Derived derived) implements Term {
    @Override
    public boolean isString() {
      return type.isString();
    }

    @Override
    public boolean isNumber() {
      return type.isNumber();
    }

    @Override
    public boolean isUnsigned() {
      return type.isUnsigned();
    }

    /** As in a filter. */
    public String text() {
      if (derived != null) {
        return derived.text();
      }
      return var == Var.PARAMS ? "PARAMS[" + index + "]" : var.text();
    }
  }

  /** Some string of a list. */
  record AnyOf(Span span, Variable list) implements Term {
    @Override
    public boolean isString() {
      return true;
    }
  }

  /**
   * What a parameter leads to, as the kernel finds it.
   *
   * @param index of the parameter, from 1; 0: whatever the call is about, or the program
   * @param object which one of the operation it is, from 1; 0: any of them; {@link
   *     SctAbi#OBJECT_EXE}: the caller's program
   */
  record ObjectOf(Span span, int index, int object) implements Term {
    @Override
    public boolean isString() {
      return false;
    }

    @Override
    public boolean isNumber() {
      return false;
    }

    /** Whether it stands for all objects that the operation has. */
    public boolean isAny() {
      return object == 0;
    }

    /** The caller's program, as in a filter. */
    public static final String EXE = "EXE_OBJECT";

    /** Whether it is the caller's program, which is known at the entry of calls, too. */
    public boolean isProgram() {
      return object == SctAbi.OBJECT_EXE;
    }

    /** As in a filter. */
    public String text() {
      return isProgram() ? EXE : isAny() ? "any OBJECT" : "OBJECT[" + index + "]";
    }
  }

  /** Arithmetic, in 64 bits; {@code op} is one of ADD to SHR. */
  record Arith(Span span, Op op, Term left, Term right) implements Term {
    @Override
    public boolean isString() {
      return false;
    }

    /** As in C, but that a shift has the sign of what is shifted. */
    @Override
    public boolean isUnsigned() {
      boolean shift = op == Op.SHL || op == Op.SHR;
      return left.isUnsigned() || !shift && right.isUnsigned();
    }
  }
}
