// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import org.syscalltrack.abi.Op;
import org.syscalltrack.lang.ir.Cond;

/** The jumps that compare integers. */
final class IntegerOps {
  private IntegerOps() {}

  static Op jump(Cond.Relation relation, boolean unsigned, boolean immediate) {
    return switch (relation) {
      case EQ -> immediate ? Op.JEQI : Op.JEQ;
      case NE -> immediate ? Op.JNEI : Op.JNE;
      case LT -> pick(unsigned, immediate, Op.JLT, Op.JLTU, Op.JLTI, Op.JLTUI);
      case LE -> pick(unsigned, immediate, Op.JLE, Op.JLEU, Op.JLEI, Op.JLEUI);
      case GT -> pick(unsigned, immediate, Op.JGT, Op.JGTU, Op.JGTI, Op.JGTUI);
      case GE -> pick(unsigned, immediate, Op.JGE, Op.JGEU, Op.JGEI, Op.JGEUI);
    };
  }

  private static Op pick(
      boolean unsigned, boolean immediate, Op plain, Op u, Op plainImmediate, Op uImmediate) {
    if (immediate) {
      return unsigned ? uImmediate : plainImmediate;
    }
    return unsigned ? u : plain;
  }
}
