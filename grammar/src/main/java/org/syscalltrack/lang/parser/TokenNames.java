// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.parser;

import org.syscalltrack.lang.ast.Expr;

/** Token kinds as the AST and as a person name them. */
final class TokenNames implements RuleGrammarConstants {
  private TokenNames() {}

  static Expr.Infix infix(int kind) {
    return switch (kind) {
      case PIPE -> Expr.Infix.BIT_OR;
      case CARET -> Expr.Infix.BIT_XOR;
      case AMP -> Expr.Infix.BIT_AND;
      case EQ -> Expr.Infix.EQ;
      case NE -> Expr.Infix.NE;
      case CONTAINS -> Expr.Infix.CONTAINS;
      case STARTSWITH -> Expr.Infix.STARTSWITH;
      case ENDSWITH -> Expr.Infix.ENDSWITH;
      case IEQUALS -> Expr.Infix.IEQUALS;
      case ICONTAINS -> Expr.Infix.ICONTAINS;
      case ISTARTSWITH -> Expr.Infix.ISTARTSWITH;
      case IENDSWITH -> Expr.Infix.IENDSWITH;
      case GLOB -> Expr.Infix.GLOB;
      case IGLOB -> Expr.Infix.IGLOB;
      case LT -> Expr.Infix.LT;
      case LE -> Expr.Infix.LE;
      case GT -> Expr.Infix.GT;
      case GE -> Expr.Infix.GE;
      case SHL -> Expr.Infix.SHL;
      case SHR -> Expr.Infix.SHR;
      case PLUS -> Expr.Infix.ADD;
      case MINUS -> Expr.Infix.SUB;
      case STAR -> Expr.Infix.MUL;
      case SLASH -> Expr.Infix.DIV;
      case PERCENT -> Expr.Infix.MOD;
      default -> throw new IllegalArgumentException("no operator: " + tokenImage[kind]);
    };
  }

  /** What a token of that kind is called when it was expected. */
  static String expected(int kind) {
    return switch (kind) {
      case WORD -> "a name";
      case BARE -> "a value";
      case NUMBER -> "a number";
      case STRING -> "a string";
      case ADDRESS -> "an IP address";
      case GROUP -> "a group such as @file";
      case TEXT_OPEN -> "'{'";
      case TEXT_CLOSE -> "'}'";
      default -> "'" + literal(kind) + "'";
    };
  }

  /** The spelling of a kind that has but one, without JavaCC's quotes. */
  private static String literal(int kind) {
    String image = tokenImage[kind];
    return image.startsWith("\"") ? image.substring(1, image.length() - 1) : image;
  }
}
