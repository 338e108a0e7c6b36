// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.List;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.check.Vocabulary;

/** Whether an expression asks for no more than the task that calls. */
final class TaskCondition {
  private TaskCondition() {}

  /** The first part that is about a call or its object, or null. What macros hold is not seen. */
  static Expr firstOther(Expr expr) {
    if (expr instanceof Expr.Element element) {
      return other(element, element.name().text());
    } else if (expr instanceof Expr.Member member) {
      return other(member, member.name().text());
    } else if (expr instanceof Expr.Any any) {
      return any;
    }
    for (Expr part : parts(expr)) {
      Expr other = firstOther(part);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  private static Expr other(Expr expr, String name) {
    return Vocabulary.elements().contains(name) ? expr : null;
  }

  private static List<Expr> parts(Expr expr) {
    if (expr instanceof Expr.Group group) {
      return List.of(group.inner());
    } else if (expr instanceof Expr.Unary unary) {
      return List.of(unary.operand());
    } else if (expr instanceof Expr.Binary binary) {
      return List.of(binary.left(), binary.right());
    } else if (expr instanceof Expr.Logical logical) {
      return logical.terms();
    } else if (expr instanceof Expr.Under under) {
      return List.of(under.operand());
    } else if (expr instanceof Expr.Membership membership) {
      return List.of(membership.operand());
    } else if (expr instanceof Expr.Item item) {
      return List.of(item.list());
    } else if (expr instanceof Expr.Call call) {
      return call.arguments();
    }
    return List.of();
  }
}
