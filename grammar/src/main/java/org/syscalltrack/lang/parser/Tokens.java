// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.parser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens that have fixed spellings, for who lists them. They are read from the grammar itself,
 * which comes with the tools: JavaCC's tables do not tell the spellings of a token with several.
 */
public final class Tokens {
  private static final Pattern SECTION =
      Pattern.compile("^<DEFAULT> TOKEN : \\{$(.*?)^\\}$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern TOKEN =
      Pattern.compile("<([A-Z_]+): (\"[^\"]+\"(?: \\| \"[^\"]+\")*)>");

  private Tokens() {}

  /** What opens and names the parts of a rule. */
  public static List<String> structure() {
    List<String> words = new ArrayList<>();
    for (Token token : all()) {
      if (isStructure(token.name)) {
        words.addAll(token.spellings);
      }
    }
    return words;
  }

  /** The operators of expressions in the grammar's order, each with all of its spellings. */
  public static List<List<String>> operators() {
    List<List<String>> operators = new ArrayList<>();
    for (Token token : all()) {
      if (!isStructure(token.name) && !isPunctuation(token.name)) {
        operators.add(token.spellings);
      }
    }
    return operators;
  }

  private record Token(String name, List<String> spellings) {}

  private static boolean isStructure(String name) {
    return switch (name) {
      case "RULE", "FILTER", "ACTION", "LOG_FORMAT" -> true;
      default -> false;
    };
  }

  private static boolean isPunctuation(String name) {
    return switch (name) {
      case "DOT", "LBRACKET", "RBRACKET", "COLON", "SEMICOLON", "AT" -> true;
      default -> false;
    };
  }

  private static List<Token> all() {
    Matcher section = SECTION.matcher(grammar());
    if (!section.find()) {
      throw new IllegalStateException("RuleGrammar.jj has no section of tokens");
    }
    List<Token> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(section.group(1));
    while (token.find()) {
      List<String> spellings = new ArrayList<>();
      for (String quoted : token.group(2).split(" \\| ")) {
        spellings.add(quoted.substring(1, quoted.length() - 1));
      }
      tokens.add(new Token(token.group(1), spellings));
    }
    return tokens;
  }

  private static String grammar() {
    try (InputStream in = Tokens.class.getResourceAsStream("RuleGrammar.jj")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
