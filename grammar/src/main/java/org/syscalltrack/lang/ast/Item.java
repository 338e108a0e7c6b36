// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.ast;

import java.util.List;
import org.syscalltrack.lang.source.Span;

/** What a rule file consists of: rules, and what rules share. */
public sealed interface Item permits RuleNode, Item.Shared {
  Span span();

  /** What is no rule. */
  sealed interface Shared extends Item {}

  /** {@code list NAME = (1, 2)}. */
  record ListNode(Span span, Name name, List<Expr> elements) implements Shared {}

  /** {@code macro NAME = expression}. */
  record MacroNode(Span span, Name name, Expr expr) implements Shared {}

  /** {@code include "file"}. */
  record IncludeNode(Span span, Value.Word file) implements Shared {}

  /**
   * {@code default protect_self = yes except EXPRESSION}.
   *
   * @param except null without one
   */
  record ProtectNode(Span span, Name name, Value.Word value, Expr except) implements Shared {}

  /** {@code default log_format { ... }}. */
  record DefaultNode(Field.LogFormat format) implements Shared {
    @Override
    public Span span() {
      return format.span();
    }
  }
}
