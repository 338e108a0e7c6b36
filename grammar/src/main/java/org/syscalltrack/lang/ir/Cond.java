// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ir;

import java.util.List;
import org.syscalltrack.abi.Each;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.source.Span;

/** A condition, names resolved and types checked. */
public sealed interface Cond {
  Span span();

  /** How integers are compared. */
  enum Relation {
    EQ("=="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String text;

    Relation(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** What holds when this one does not. */
    public Relation negated() {
      return switch (this) {
        case EQ -> NE;
        case NE -> EQ;
        case LT -> GE;
        case LE -> GT;
        case GT -> LE;
        case GE -> LT;
      };
    }

    /** The same, seen from the other operand. */
    public Relation swapped() {
      return switch (this) {
        case EQ, NE -> this;
        case LT -> GT;
        case LE -> GE;
        case GT -> LT;
        case GE -> LE;
      };
    }

    /** Whether it is so, if the left side is below (negative), equal to or above the right one. */
    public boolean holds(int order) {
      return switch (this) {
        case EQ -> order == 0;
        case NE -> order != 0;
        case LT -> order < 0;
        case LE -> order <= 0;
        case GT -> order > 0;
        case GE -> order >= 0;
      };
    }

    public boolean isEquality() {
      return this == EQ || this == NE;
    }
  }

  /** How strings are compared. */
  enum Match {
    EQUALS,
    CONTAINS,
    STARTS,
    ENDS,
    GLOB
  }

  /** Known when compiled. */
  record Constant(Span span, boolean value) implements Cond {}

  /** A comparison of integers. */
  record Compare(Span span, Relation relation, boolean unsigned, Term left, Term right)
      implements Cond {}

  /**
   * A comparison of a string variable with a string.
   *
   * @param fold ASCII case does not count
   * @param each of a list: which of its strings must compare so; NONE: it is one text
   */
  record Matches(
      Span span, Match match, boolean fold, Each each, Term.Variable variable, ByteString bytes)
      implements Cond {
    public Matches(Span span, Match match, boolean fold, Term.Variable variable, ByteString bytes) {
      this(span, match, fold, Each.NONE, variable, bytes);
    }
  }

  /** Whether the string variable is a NULL pointer. */
  record IsNull(Span span, Term.Variable variable) implements Cond {}

  /** Whether the variable, an IP address, is in the network. */
  record InNetwork(Span span, Term.Variable variable, ByteString network) implements Cond {}

  /** Whether an object is one of these, or in one of these directories. */
  record IsObject(Span span, Term.ObjectOf object, boolean under, List<ByteString> paths)
      implements Cond {}

  /** Whether an integer is one of several. */
  record OneOf(Span span, Term operand, List<Long> values) implements Cond {}

  record Not(Span span, Cond operand) implements Cond {}

  /** {@code &&} or {@code ||}; at least two terms, none of them the same junction. */
  record Junction(Span span, boolean and, List<Cond> terms) implements Cond {}
}
