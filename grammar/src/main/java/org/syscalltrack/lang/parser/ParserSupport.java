// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.syscalltrack.lang.ast.ByteString;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.ast.Name;
import org.syscalltrack.lang.ast.Quoting;
import org.syscalltrack.lang.ast.Value;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.source.SourceText;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;

/** What the grammar's actions need: spans, nodes made of tokens, limits, reports. */
final class ParserSupport {
  /** Parentheses and prefix operators inside each other; all later passes recurse over them. */
  static final int MAX_NESTING = 200;

  /** Arithmetic operators of one filter; chains of && and || are flat and have no limit. */
  static final int MAX_OPERATORS = 500;

  private static final int MAX_BLOCKS = 8;

  /** White space and comments with an end of a line among them, then NAME = or NAME {. */
  private static final Pattern NEXT_FIELD =
      Pattern.compile(
          "[ \\t\\f\\r]*+(?:(?:#|//)[^\\n]*+)?+\\n(?:\\s++|(?:#|//)[^\\n]*+)*+"
              + "[A-Za-z_]++\\s*+(?:=(?!=)|\\{)");

  private final SourceText source;
  private final Diagnostics diagnostics;
  private final String end;
  private int nesting;
  private int operators;
  private int blocks;
  private int errorsBefore;
  private int unclosedAt = -1;

  /**
   * For a text.
   *
   * @param end what its end is called
   */
  ParserSupport(SourceText source, Diagnostics diagnostics, String end) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.end = end;
  }

  String end() {
    return end;
  }

  Span whole() {
    return new Span(source, 0, source.text().length());
  }

  Span span(Token t) {
    return new Span(source, t.beginColumn, t.endColumn);
  }

  Span span(Token first, Token last) {
    return new Span(source, first.beginColumn, last.endColumn);
  }

  Span from(Token first, Expr last) {
    return span(first).to(last.span());
  }

  Span upTo(Expr first, Token last) {
    return first.span().to(span(last));
  }

  Span around(List<Value.Word> words) {
    return words.get(0).span().to(words.get(words.size() - 1).span());
  }

  Name name(Token t) {
    return new Name(span(t), t.image);
  }

  Value.Word bare(Token t) {
    return new Value.Word(span(t), t.image, false);
  }

  /** Several words that together are one value, as written. */
  Value.Word words(Token first, Token last) {
    Span span = span(first, last);
    return new Value.Word(span, span.text(), false);
  }

  Value.Word quoted(Token t) throws ParseException {
    return new Value.Word(span(t), unescape(t).toString(), true);
  }

  ByteString unescape(Token t) throws ParseException {
    try {
      return Quoting.unquote(t.image);
    } catch (Quoting.BadEscape e) {
      int start = t.beginColumn;
      Span span = new Span(source, start + e.start(), start + e.end());
      throw new SyntaxError(
          Diagnostic.error(ErrorCode.BAD_ESCAPE, span, e.getMessage())
              .hint(
                  "escapes are \\n \\t \\r \\\\ \\\" \\' \\xHH \\NNN; write \\\\ for a backslash"));
    }
  }

  /** The raw text between braces, without the white space around it. */
  Name text(Token open, Token text) {
    if (text == null) {
      return new Name(new Span(source, open.endColumn, open.endColumn), "");
    }
    String stripped = text.image.strip();
    int start = text.beginColumn + text.image.indexOf(stripped);
    return new Name(new Span(source, start, start + stripped.length()), stripped);
  }

  List<Expr> append(List<Expr> terms, Expr first, Expr next) {
    List<Expr> list = terms;
    if (list == null) {
      list = new ArrayList<>();
      list.add(first);
    }
    list.add(next);
    return list;
  }

  Expr unary(Token t, Expr operand) {
    Expr.Prefix op =
        switch (t.kind) {
          case RuleGrammarConstants.NOT -> Expr.Prefix.NOT;
          case RuleGrammarConstants.MINUS -> Expr.Prefix.MINUS;
          case RuleGrammarConstants.TILDE -> Expr.Prefix.COMPLEMENT;
          default -> Expr.Prefix.PLUS;
        };
    return new Expr.Unary(from(t, operand), op, operand);
  }

  Expr binary(Expr left, Token t, Expr right) throws ParseException {
    Expr.Infix op = TokenNames.infix(t.kind);
    boolean chained = left instanceof Expr.Binary inner && inner.op().isComparison();
    if ((!op.isComparison() || chained) && ++operators > MAX_OPERATORS) {
      throw new SyntaxError(
          Diagnostic.error(
              ErrorCode.TOO_MANY_OPERATORS,
              span(t),
              "more than " + MAX_OPERATORS + " operators in one filter expression"));
    }
    return new Expr.Binary(left.span().to(right.span()), op, span(t), left, right);
  }

  void startRule() {
    errorsBefore = diagnostics.errorCount();
  }

  /** Whether the rule has a syntax error. */
  boolean isDamaged() {
    return diagnostics.errorCount() > errorsBefore;
  }

  /** A string that is not closed goes to the end of the line, with the brace that ends a block. */
  boolean swallowsBrace(Token t) {
    return t.kind == RuleGrammarConstants.OPEN_STRING && t.image.indexOf('}') >= 0;
  }

  void startFilter() {
    nesting = 0;
    operators = 0;
  }

  void enter(Token at) throws ParseException {
    if (++nesting > MAX_NESTING) {
      throw tooDeep(at, MAX_NESTING);
    }
  }

  void leave() {
    nesting--;
  }

  void enterBlock(Token at) throws ParseException {
    if (blocks == MAX_BLOCKS) {
      throw tooDeep(at, MAX_BLOCKS);
    }
    blocks++;
  }

  void leaveBlock() {
    blocks--;
  }

  private SyntaxError tooDeep(Token at, int limit) {
    return new SyntaxError(
        Diagnostic.error(
            ErrorCode.NESTED_TOO_DEEP, span(at), "nested more than " + limit + " levels deep"));
  }

  /** Reports an error; {@code last} is the last good token. */
  void report(ParseException e, Token last) {
    if (e instanceof SyntaxError s) {
      diagnostics.add(s.diagnostic());
    } else {
      diagnostics.add(Expectation.explain(e, this, last));
    }
  }

  /** Said once for a place, about the innermost brace: with it, the others may well be right. */
  /** Whether the next field, on a line of its own, stands where the value should. */
  boolean isWithoutValue(Token assign) {
    return NEXT_FIELD
        .matcher(source.text())
        .region(assign.endColumn, source.text().length())
        .lookingAt();
  }

  SyntaxError noValue(Token name, Token assign) {
    return new SyntaxError(
        Diagnostic.error(
                ErrorCode.VALUE_MISSING,
                span(name, assign),
                "expected a value behind '" + name.image + " =', found the next field")
            .hint("a name with blanks, or an empty one, stands in double quotes"));
  }

  void reportUnclosed(Token open, Token last, Token found) {
    if (unclosedAt == found.beginColumn) {
      return;
    }
    unclosedAt = found.beginColumn;
    Diagnostic d =
        found.kind == RuleGrammarConstants.EOF
            ? Diagnostic.error(ErrorCode.UNCLOSED_BRACE, behind(last), "expected '}' before " + end)
            : Diagnostic.error(
                ErrorCode.UNCLOSED_BRACE, span(found), "expected '}' before this rule");
    diagnostics.add(d.with(span(open)).hint("the '{' of line " + line(open) + " is not closed"));
  }

  private int line(Token t) {
    return source.line(t.beginColumn);
  }

  /** The empty span behind a token: where something is missing. */
  Span behind(Token t) {
    return new Span(source, t.endColumn, t.endColumn);
  }
}
