// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.ir.Term;
import org.syscalltrack.lang.source.Span;
import org.syscalltrack.message.WarningCode;

/** Warns of computations whose result does not depend on what is computed with. */
final class ArithmeticWarnings {
  private static final int BITS = 64;

  private final Diagnostics diagnostics;

  ArithmeticWarnings(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Looks at a filter before its constants are computed. */
  void look(Cond cond) {
    if (cond instanceof Cond.Not not) {
      look(not.operand());
    } else if (cond instanceof Cond.Junction junction) {
      junction.terms().forEach(this::look);
    } else if (cond instanceof Cond.Compare compare) {
      look(compare.left());
      look(compare.right());
    } else if (cond instanceof Cond.OneOf oneOf) {
      look(oneOf.operand());
    }
  }

  private void look(Term term) {
    if (!(term instanceof Term.Arith arith)) {
      return;
    }
    look(arith.left());
    look(arith.right());
    Long left = Folder.fold(arith.left()) instanceof Term.Int number ? number.value() : null;
    Long right = Folder.fold(arith.right()) instanceof Term.Int number ? number.value() : null;
    if (arith.op() == Op.AND && Long.valueOf(0).equals(left)) {
      noBit(arith.span(), arith.right().span(), arith.left().span());
    } else if (arith.op() == Op.AND && Long.valueOf(0).equals(right)) {
      noBit(arith.span(), arith.left().span(), arith.right().span());
    } else if (isDivision(arith.op()) && Long.valueOf(0).equals(right)) {
      warn(WarningCode.DIVISION_BY_ZERO, arith.right().span(), "divided by zero, this is 0");
    } else if (isShift(arith.op()) && right != null && (right < 0 || right >= BITS)) {
      warn(
          WarningCode.SHIFT_TOO_FAR,
          arith.right().span(),
          "a number has 64 bits: shifts are by 0 to 63");
    }
  }

  private void noBit(Span whole, Span value, Span zero) {
    String name = zero.text();
    Diagnostic warning =
        Diagnostic.warning(WarningCode.NO_BIT, whole, name + " has no bit: this is always 0")
            .with(zero);
    diagnostics.add(
        "O_RDONLY".equals(name)
            ? warning.hint("reading alone is: (" + value.text() + " & O_ACCMODE) == O_RDONLY")
            : warning);
  }

  private void warn(WarningCode code, Span span, String message) {
    diagnostics.add(Diagnostic.warning(code, span, message));
  }

  private static boolean isDivision(Op op) {
    return op == Op.DIV || op == Op.MOD;
  }

  private static boolean isShift(Op op) {
    return op == Op.SHL || op == Op.SHR;
  }
}
