// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.compile;

import java.util.EnumSet;
import org.syscalltrack.abi.Op;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.lang.table.Insn;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/** Whether a program can read what it reads of PARAMS through a view. */
final class Uses {
  private Uses() {}

  static boolean fit(Program program, View view) {
    for (Insn insn : program.insns()) {
      if (insn.op() != Op.JOBJ && insn.a() == Var.PARAMS.number() && readsVariable(insn.op())) {
        ViewParam param = view.param(insn.b());
        if (param == null || ParamType.isNumber(param.type()) != (insn.op() == Op.LDV)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The variables that the program reads. */
  static EnumSet<Var> variables(Program program) {
    EnumSet<Var> vars = EnumSet.noneOf(Var.class);
    for (Insn insn : program.insns()) {
      if (insn.op() != Op.JOBJ && readsVariable(insn.op())) {
        vars.add(Var.of(insn.a()));
      }
    }
    return vars;
  }

  private static boolean readsVariable(Op op) {
    return op == Op.LDV || op.number() >= Op.JSEQ.number();
  }
}
