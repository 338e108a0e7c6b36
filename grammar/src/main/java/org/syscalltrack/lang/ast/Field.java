// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.util.List;
import org.syscalltrack.lang.source.Span;

/** A field of a rule or of its action. */
public sealed interface Field {
  Span span();

  Name name();

  /** {@code name = value}. */
  record Assignment(Span span, Name name, Value value) implements Field {}

  /**
   * {@code filter_expression { ... }}.
   *
   * @param expr null if it has a syntax error, which has been reported
   */
  record Filter(Span span, Name name, Expr expr) implements Field {}

  /** {@code action { ... }}. */
  record ActionBlock(Span span, Name name, List<Field> fields) implements Field {}

  /**
   * {@code log_format { ... }}.
   *
   * @param text the raw text without the white space around it
   */
  record LogFormat(Span span, Name name, Name text) implements Field {}

  /** {@code name { ... }} with a name that has no block. */
  record UnknownBlock(Span span, Name name) implements Field {}
}
