// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.migrate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the parts of an old rule file end. All work on offsets into the text. */
final class OldScanner {
  /** What may stand behind an expression that goes to the end of a line. */
  private static final Pattern FIELD_OR_END = Pattern.compile("\\s*(\\}|[a-z_]+\\s*[:={]|[#/]|$)");

  private OldScanner() {}

  static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  static int wordEnd(String text, int at) {
    int end = at;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Behind white space and comments. */
  static int skipBlank(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int comment = commentEnd(text, at);
      if (comment > at) {
        at = comment;
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  /** Behind the comment that begins there; the place itself if none does. */
  private static int commentEnd(String text, int at) {
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? text.length() : end + 2;
    }
    return text.charAt(at) == '#' || text.startsWith("//", at) ? lineEnd(text, at) : at;
  }

  static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** The end of the line or of the block, whichever is first; what looks like a comment is none. */
  static int rawLineEnd(String text, int from) {
    int line = lineEnd(text, from);
    int close = text.indexOf('}', from);
    return close < 0 ? line : Math.min(line, close);
  }

  /** Behind the string that begins there, or at the end of its line. */
  static int stringEnd(String text, int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '\n') {
      if (text.charAt(at) == '"') {
        return at + 1;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  /** Behind the brace that closes raw text. */
  static int textEnd(String text, int open) {
    int close = text.indexOf('}', open);
    return close < 0 ? text.length() : close + 1;
  }

  /** Behind the brace that closes the block. */
  static int blockEnd(String text, int open) {
    int depth = 0;
    int at = open;
    while (at < text.length()) {
      char c = text.charAt(at);
      int comment = commentEnd(text, at);
      if (comment > at) {
        at = comment;
      } else if (c == '"') {
        at = stringEnd(text, at);
      } else {
        at++;
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth == 0) {
          return at;
        }
      }
    }
    return at;
  }

  /** Behind a value: a string or a bare word, which may have a colon inside. */
  static int valueEnd(String text, int start) {
    if (start < text.length() && text.charAt(start) == '"') {
      return stringEnd(text, start);
    }
    int end = start;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && "{}#\"".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /**
   * The end of an expression without braces: of its line, unless it goes on in the next one because
   * a parenthesis is open or no field begins there.
   */
  static int expressionEnd(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      int comment = commentEnd(text, at);
      if (comment > at) {
        at = comment;
        continue;
      }
      if (c == '"') {
        at = stringEnd(text, at);
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '}' || c == '\n' && depth <= 0 && isEnd(text, at) && !isBlank(text, from, at)) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean isEnd(String text, int newline) {
    Matcher next = FIELD_OR_END.matcher(text).region(newline, text.length());
    return next.lookingAt();
  }

  private static boolean isBlank(String text, int from, int end) {
    return text.substring(from, end).isBlank();
  }

  /** Where the comment begins that stands at the end of a piece of text, or its end. */
  static int withoutComment(String text, int from, int end) {
    int at = Math.max(from, text.lastIndexOf('\n', end - 1) + 1);
    while (at < end) {
      if (text.charAt(at) == '"') {
        at = stringEnd(text, at);
      } else if (commentEnd(text, at) > at) {
        return at;
      } else {
        at++;
      }
    }
    return Math.min(at, end);
  }
}
