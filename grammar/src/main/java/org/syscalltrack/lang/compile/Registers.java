// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.Arrays;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.SctAbi;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;

/**
 * Computes terms into registers, the more demanding operand first, so that eight registers do for
 * any sane expression.
 *
 * <p>A variable stays in its register until that is needed or a jump target is passed: {@code UID
 * == 0 || UID == 5} loads UID once.
 */
final class Registers {
  /** A term that needs more registers than there are. */
  static final class Exhausted extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Span span;

    Exhausted(Span span) {
      super("too many intermediate results");
      this.span = span;
    }

    Span span() {
      return span;
    }
  }

  private final Assembler out;
  private final boolean[] busy = new boolean[SctAbi.NREGS];

  /** What a register is known to hold: a variable, or null. */
  private final Term.Variable[] holds = new Term.Variable[SctAbi.NREGS];

  Registers(Assembler out) {
    this.out = out;
  }

  /** Code can be reached by a jump here: nothing is known of the registers. */
  void forget() {
    Arrays.fill(holds, null);
  }

  /** Computes one term, or two; the result is their registers (0 for the absent one). */
  int[] load(Term first, Term second) throws Exhausted {
    int[] result = new int[2];
    if (second == null) {
      result[0] = compute(first);
    } else if (need(second) > need(first)) {
      result[1] = compute(second);
      result[0] = compute(first);
    } else {
      result[0] = compute(first);
      result[1] = compute(second);
    }
    Arrays.fill(busy, false);
    return result;
  }

  /** How many registers a term needs (Sethi and Ullman). */
  private static int need(Term term) {
    if (!(term instanceof Term.Arith arith)) {
      return 1;
    }
    int left = need(arith.left());
    int right = need(arith.right());
    return left == right ? left + 1 : Math.max(left, right);
  }

  /** The register that holds the term; it stays busy. */
  private int compute(Term term) throws Exhausted {
    if (term instanceof Term.Arith arith) {
      return arithmetic(arith);
    }
    if (term instanceof Term.Int number) {
      int register = take(term);
      out.plain(term.span(), Op.LDI, register, 0, 0, number.value());
      return register;
    }
    Term.Variable variable = (Term.Variable) term;
    for (int i = 0; i < holds.length; i++) {
      if (!busy[i] && holds[i] != null && isSame(holds[i], variable)) {
        busy[i] = true;
        return i;
      }
    }
    int register = take(term);
    holds[register] = variable;
    out.plain(term.span(), Op.LDV, register, variable.var().number(), variable.index(), 0);
    return register;
  }

  private static boolean isSame(Term.Variable a, Term.Variable b) {
    return a.var() == b.var() && a.index() == b.index();
  }

  private int arithmetic(Term.Arith arith) throws Exhausted {
    boolean rightFirst = need(arith.right()) > need(arith.left());
    int one = compute(rightFirst ? arith.right() : arith.left());
    int two = compute(rightFirst ? arith.left() : arith.right());
    busy[one] = false;
    busy[two] = false;
    int register = take(arith);
    int left = rightFirst ? two : one;
    int right = rightFirst ? one : two;
    out.plain(arith.span(), arith.op(), register, left, right, 0);
    return register;
  }

  /** A register to write to: one of which nothing is known, if there is any. */
  private int take(Term term) throws Exhausted {
    int best = -1;
    for (int i = 0; i < busy.length && (best < 0 || holds[best] != null); i++) {
      if (!busy[i] && (best < 0 || holds[i] == null)) {
        best = i;
      }
    }
    if (best < 0) {
      throw new Exhausted(term.span());
    }
    busy[best] = true;
    holds[best] = null;
    return best;
  }
}
