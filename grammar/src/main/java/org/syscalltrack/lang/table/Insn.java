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
    return switch (op.form().a()) {
      case VAR_INT, VAR_STR, VAR_IP -> true;
      case NONE, REG, EACH, INDEX, VALUE, FLAG, STRING, PATTERN, NETWORK, INSN, OBJECT, SET ->
          false;
    };
  }

  static boolean takesString(Op op) {
    return switch (op.form().imm()) {
      case STRING, PATTERN, NETWORK -> true;
      case NONE, REG, EACH, VAR_INT, VAR_STR, VAR_IP, INDEX, VALUE, FLAG, INSN, OBJECT, SET ->
          false;
    };
  }
}
