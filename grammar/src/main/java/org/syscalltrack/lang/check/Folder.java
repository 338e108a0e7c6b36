// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.ArrayList;
import java.util.List;
import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;

/** Computes what is known when compiled; constants go to the right side of comparisons. */
public final class Folder {
  private Folder() {}

  public static Term fold(Term term) {
    if (!(term instanceof Term.Arith arith)) {
      return term;
    }
    Term left = fold(arith.left());
    Term right = fold(arith.right());
    if (left instanceof Term.Int a && right instanceof Term.Int b) {
      return new Term.Int(arith.span(), compute(arith.op(), a.value(), b.value()));
    }
    return new Term.Arith(arith.span(), arith.op(), left, right);
  }

  /** As the kernel's evaluator computes; see the opcodes in sct_abi.h. */
  public static long compute(Op op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> b == 0 ? 0 : a / b;
      case MOD -> b == 0 ? 0 : a % b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      default -> throw new IllegalArgumentException("no arithmetic: " + op);
    };
  }

  public static Cond fold(Cond cond) {
    if (cond instanceof Cond.Compare compare) {
      return compare(compare);
    } else if (cond instanceof Cond.OneOf oneOf) {
      return oneOf(oneOf);
    } else if (cond instanceof Cond.Not not) {
      return not(not);
    } else if (cond instanceof Cond.Junction junction) {
      return junction(junction);
    }
    return cond;
  }

  private static Cond compare(Cond.Compare compare) {
    Term left = fold(compare.left());
    Term right = fold(compare.right());
    if (left instanceof Term.Int a && right instanceof Term.Int b) {
      int order =
          compare.unsigned()
              ? Long.compareUnsigned(a.value(), b.value())
              : Long.compare(a.value(), b.value());
      return new Cond.Constant(compare.span(), compare.relation().holds(order));
    }
    boolean swap = left instanceof Term.Int;
    return new Cond.Compare(
        compare.span(),
        swap ? compare.relation().swapped() : compare.relation(),
        compare.unsigned(),
        swap ? right : left,
        swap ? left : right);
  }

  private static Cond oneOf(Cond.OneOf oneOf) {
    Term operand = fold(oneOf.operand());
    return operand instanceof Term.Int number
        ? new Cond.Constant(oneOf.span(), oneOf.values().contains(number.value()))
        : new Cond.OneOf(oneOf.span(), operand, oneOf.values());
  }

  private static Cond not(Cond.Not not) {
    Cond operand = fold(not.operand());
    if (operand instanceof Cond.Constant constant) {
      return new Cond.Constant(not.span(), !constant.value());
    } else if (operand instanceof Cond.Not inner) {
      return inner.operand();
    }
    return new Cond.Not(not.span(), operand);
  }

  private static Cond junction(Cond.Junction junction) {
    List<Cond> terms = new ArrayList<>();
    for (Cond term : junction.terms()) {
      Cond folded = fold(term);
      if (folded instanceof Cond.Constant constant) {
        if (constant.value() != junction.and()) {
          return new Cond.Constant(junction.span(), constant.value());
        }
      } else if (folded instanceof Cond.Junction inner && inner.and() == junction.and()) {
        terms.addAll(inner.terms());
      } else {
        terms.add(folded);
      }
    }
    return switch (terms.size()) {
      case 0 -> new Cond.Constant(junction.span(), junction.and());
      case 1 -> terms.get(0);
      default -> new Cond.Junction(junction.span(), junction.and(), terms);
    };
  }
}
