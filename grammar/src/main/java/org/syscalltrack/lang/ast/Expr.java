// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.util.List;
import org.syscalltrack.lang.source.Span;

/** A filter expression, as written: names are not resolved, types not known. */
public sealed interface Expr {
  Span span();

  /** How {@link Logical} joins its terms. */
  enum Junction {
    AND("&&"),
    OR("||");

    private final String text;

    Junction(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** Operators before their operand. */
  enum Prefix {
    NOT("!"),
    MINUS("-"),
    COMPLEMENT("~"),
    PLUS("+");

    private final String text;

    Prefix(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** Operators between two operands, by their spelling in canonical text. */
  enum Infix {
    BIT_OR("|"),
    BIT_XOR("^"),
    BIT_AND("&"),
    EQ("=="),
    NE("!="),
    CONTAINS("~="),
    STARTSWITH("startswith"),
    ENDSWITH("endswith"),
    IEQUALS("iequals"),
    ICONTAINS("icontains"),
    ISTARTSWITH("istartswith"),
    IENDSWITH("iendswith"),
    GLOB("glob"),
    IGLOB("iglob"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">="),
    SHL("<<"),
    SHR(">>"),
    ADD("+"),
    SUB("-"),
    MUL("*"),
    DIV("/"),
    MOD("%");

    private final String text;

    Infix(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** Whether it gives a condition, not a number. */
    public boolean isComparison() {
      return switch (this) {
        case BIT_OR, BIT_XOR, BIT_AND, SHL, SHR, ADD, SUB, MUL, DIV, MOD -> false;
        default -> true;
      };
    }
  }

  /** An integer literal as written, such as {@code 0x1f}. */
  record Number(Span span, String digits) implements Expr {}

  /** A string literal. */
  record Text(Span span, ByteString bytes) implements Expr {}

  /** A variable or constant. */
  record Name(Span span, String text) implements Expr {}

  /** An IP address or network, such as {@code 10.0.0.0/8}. */
  record Address(Span span, String text) implements Expr {}

  /** {@code @file}. */
  record CallGroup(Span span, String text) implements Expr {}

  /** {@code PARAMS[1]}, {@code PARAMS[2].ip}. */
  record Element(
      Span span,
      org.syscalltrack.lang.ast.Name name,
      Expr index,
      List<org.syscalltrack.lang.ast.Name> fields)
      implements Expr {}

  /** {@code PARAMS.flags}, {@code PARAMS.addr.port}. */
  record Member(
      Span span,
      org.syscalltrack.lang.ast.Name name,
      org.syscalltrack.lang.ast.Name member,
      List<org.syscalltrack.lang.ast.Name> fields)
      implements Expr {}

  /** {@code PARAMS.argv[1]}: one string of a list. */
  record Item(Span span, Expr list, Expr index) implements Expr {}

  /** {@code any OBJECT}, {@code any PARAMS.argv}: some one of several. */
  record Any(Span span, Expr operand) implements Expr {}

  /** {@code htons(7)}. */
  record Call(Span span, org.syscalltrack.lang.ast.Name name, List<Expr> arguments)
      implements Expr {}

  /** Parentheses; kept for its span. */
  record Group(Span span, Expr inner) implements Expr {}

  record Unary(Span span, Prefix op, Expr operand) implements Expr {}

  record Binary(Span span, Infix op, Span opSpan, Expr left, Expr right) implements Expr {}

  /** {@code a && b && c}: flat, so that a thousand terms need no recursion. */
  record Logical(Junction op, List<Expr> terms) implements Expr {
    @Override
    public Span span() {
      return terms.get(0).span().to(terms.get(terms.size() - 1).span());
    }
  }

  /** {@code OBJECT[1] under "/etc"}, {@code OBJECT[1] under (a, b)}. */
  record Under(Span span, Expr operand, List<Expr> elements) implements Expr {}

  /** {@code UID in (0, 1000)}. */
  record Membership(Span span, Expr operand, List<Expr> elements) implements Expr {}
}
