// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.parser;

import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.ast.RulesFile;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.source.SourceText;

/**
 * Text to AST.
 *
 * <p>An error inside a field costs that field, an error between fields or rules what stands up to
 * the next one; so one run reports all that is wrong. A file with errors gives the rules that were
 * understood, for further checks, but nothing is compiled from it.
 */
public final class RuleParser {
  private RuleParser() {}

  public static RulesFile parse(SourceText source, Diagnostics diagnostics) {
    ParserSupport support = new ParserSupport(source, diagnostics, "the end of the file");
    RuleGrammar grammar = new RuleGrammar(new TextStream(source.text()), support);
    try {
      return grammar.File();
    } catch (ParseException e) {
      // File() catches those of its items and takes everything up to the end.
      throw new IllegalStateException(e);
    }
  }

  /** A filter expression that stands by itself, or null after an error. */
  public static Expr parseFilter(SourceText source, Diagnostics diagnostics) {
    ParserSupport support = new ParserSupport(source, diagnostics, "the end of the expression");
    RuleGrammar grammar = new RuleGrammar(new TextStream(source.text()), support);
    try {
      return grammar.FilterAlone();
    } catch (ParseException e) {
      support.report(e, grammar.token);
      return null;
    }
  }
}
