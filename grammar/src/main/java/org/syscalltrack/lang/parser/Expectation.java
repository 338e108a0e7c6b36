// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.parser;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Suggestion;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.ErrorCode;

/** Turns what the generated parser wanted and got into a sentence. */
final class Expectation implements RuleGrammarConstants {
  private static final int MAX_SHOWN = 40;

  private static final BitSet AFTER_NAME = new BitSet();

  static {
    AFTER_NAME.set(LPAREN);
    AFTER_NAME.set(DOT);
    AFTER_NAME.set(LBRACKET);
  }

  private Expectation() {}

  static Diagnostic explain(ParseException e, ParserSupport support, Token last) {
    Token found = e.currentToken == null ? last : e.currentToken.next;
    BitSet expected = new BitSet();
    if (e.expectedTokenSequences != null) {
      for (int[] sequence : e.expectedTokenSequences) {
        expected.set(sequence[0]);
      }
    }
    Span span = found.kind == EOF ? support.behind(last) : support.span(found);
    Lexical lexical = lexicalError(found);
    if (lexical != null) {
      return Diagnostic.error(lexical.code(), span, lexical.message());
    }
    String message =
        "expected " + describe(expected, support) + ", found " + describe(found, support);
    return Diagnostic.error(ErrorCode.SYNTAX, span, message).hint(hint(expected, found));
  }

  private record Lexical(ErrorCode code, String message) {}

  /** Errors that say enough by themselves, whatever was expected. */
  private static Lexical lexicalError(Token found) {
    return switch (found.kind) {
      case OPEN_COMMENT ->
          new Lexical(
              ErrorCode.UNCLOSED_COMMENT,
              "comment is not closed: no '*/' up to the end of the file");
      case OPEN_STRING ->
          new Lexical(
              ErrorCode.UNCLOSED_STRING, "string is not closed: no '\"' up to the end of the line");
      case LONE_BRACE ->
          new Lexical(
              ErrorCode.LONE_BRACE,
              "this '{' of the text has no '}' beside the one that ends log_format:"
                  + " write %lbrace for it");
      default -> null;
    };
  }

  private static String describe(Token found, ParserSupport support) {
    if (found.kind == EOF) {
      return support.end();
    }
    String image = found.image;
    if (image.length() > MAX_SHOWN) {
      image = image.substring(0, MAX_SHOWN) + "...";
    }
    if (found.kind == STRING) {
      return "the string " + image;
    }
    if (found.kind == BAD && image.charAt(0) < ' ') {
      return String.format("the control character 0x%02x", (int) image.charAt(0));
    }
    return "'" + image + "'";
  }

  private static String describe(BitSet expected, ParserSupport support) {
    List<String> parts = new ArrayList<>();
    if (isOperand(expected)) {
      parts.add("a variable, number, string or '('");
    } else if (expected.get(LOG_FORMAT) && expected.get(WORD)) {
      parts.add("a field such as rule_name = ...");
    } else {
      if (isInExpression(expected)) {
        parts.add("an operator");
        // What may follow a name is not worth a word.
        expected.andNot(AFTER_NAME);
      }
      expected.stream()
          .filter(kind -> !isOperator(kind))
          .mapToObj(kind -> kind == EOF ? support.end() : TokenNames.expected(kind))
          .distinct()
          .forEach(parts::add);
    }
    return join(parts);
  }

  private static boolean isOperand(BitSet expected) {
    return expected.get(NUMBER) && expected.get(LPAREN);
  }

  private static boolean isInExpression(BitSet expected) {
    return expected.get(OR) || expected.get(AND) || expected.get(EQ);
  }

  private static boolean isOperator(int kind) {
    return kind >= AND && kind <= PERCENT;
  }

  private static String join(List<String> parts) {
    if (parts.isEmpty()) {
      return "something else";
    }
    int last = parts.size() - 1;
    String head = String.join(", ", parts.subList(0, last));
    return head.isEmpty() ? parts.get(last) : head + " or " + parts.get(last);
  }

  private static String hint(BitSet expected, Token found) {
    if (found.kind == ASSIGN && (isInExpression(expected) || isOperand(expected))) {
      return "'==' compares; '=' only sets a field";
    }
    if (expected.get(ASSIGN) && found.kind == COLON) {
      return "fields are written name = value";
    }
    if (found.kind == BAD && found.image.equals("'")) {
      return "strings stand in double quotes";
    }
    if (expected.get(TEXT_OPEN) && found.kind == STRING) {
      return "the text stands in braces, without quotes: { "
          + found.image.substring(1, found.image.length() - 1)
          + " }";
    }
    if (found.kind == SEMICOLON) {
      return "fields are separated by blanks or new lines, without ';'";
    }
    if (expected.get(RULE) && found.kind == WORD) {
      return Suggestion.hint(found.image, List.of("rule"));
    }
    return null;
  }
}
