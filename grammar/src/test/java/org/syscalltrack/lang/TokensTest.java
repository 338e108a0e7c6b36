// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.parser.Tokens;

class TokensTest {
  @Test
  void structure() {
    assertEquals(List.of("rule", "filter_expression", "action", "log_format"), Tokens.structure());
  }

  /** All operators of the AST are listed, so the expression that reads the grammar reads it. */
  @Test
  void operators() {
    List<String> spellings = Tokens.operators().stream().flatMap(List::stream).toList();
    for (Expr.Infix infix : Expr.Infix.values()) {
      assertTrue(spellings.contains(infix.text()), infix.text());
    }
    for (Expr.Prefix prefix : Expr.Prefix.values()) {
      assertTrue(spellings.contains(prefix.text()), prefix.text());
    }
    assertTrue(Tokens.operators().contains(List.of("~=", "contains")));
    assertTrue(Tokens.operators().contains(List.of("&&", "and")));
    assertTrue(spellings.contains("in"));
  }
}
