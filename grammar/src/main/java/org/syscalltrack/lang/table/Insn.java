// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.table;

import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.ast.ByteString;

/**
 * An instruction; {@code struct sct_insn}.
 *
 * @param string what a string comparison compares with, pattern or network; else null
 */
public record Insn(Op op, int dst, int a, int b, int target, long imm, ByteString string) {
  public boolean isString() {
    return string != null;
  }

  static boolean readsVariable(Op op) {
    return op == Op.LDV || op == Op.JSNUL || takesString(op);
  }

  static boolean takesString(Op op) {
    return switch (op) {
      case JSEQ, JSCONTAINS, JSPREFIX, JSSUFFIX, JSEQC, JSCONTAINSC, JSPREFIXC, JSSUFFIXC -> true;
      case JSGLOB, JSGLOBC, JSIP -> true;
      default -> false;
    };
  }
}
