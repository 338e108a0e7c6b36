// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import java.util.List;
import org.syscalltrack.abi.Phase;
import org.syscalltrack.lang.ast.Expr;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.message.ErrorCode;

/** A filter expression that belongs to no rule. */
public final class FilterChecker {
  private FilterChecker() {}

  /**
   * The condition that the expression states, or null after an error.
   *
   * @param calls whose parameters PARAMS are; if there are none, an expression with PARAMS gives
   *     null without an error
   * @param phase null: any
   */
  public static Cond check(Expr expr, List<Syscall> calls, Phase phase, Diagnostics diagnostics) {
    Scope empty = new Scope(diagnostics);
    Names names = new Names(calls, phase, empty, diagnostics);
    Params params = new Params(calls, false, phase, new Slots(), diagnostics);
    Cond cond = new Typer(names, params, empty, diagnostics).filter(expr);
    if (cond != null && ObjectRules.asks(cond)) {
      diagnostics.error(
          ErrorCode.OBJECTS_AFTERWARDS,
          expr.span(),
          "objects are known where rules are asked, not afterwards");
      return null;
    }
    return cond == null ? null : Folder.fold(cond);
  }
}
