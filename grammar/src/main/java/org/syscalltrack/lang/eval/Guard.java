// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.eval;

import java.util.function.Function;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Source;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.table.View;

/** The test of a view that sees only some of the calls of a number. */
public final class Guard {
  private Guard() {}

  /**
   * Whether the call passes; null if that is not known.
   *
   * @param call that was made
   * @param params gives the call's parameters by their names; null: not known
   */
  public static Boolean passes(View view, Syscall call, Abi abi, Function<String, Value> params) {
    if (!view.isGuarded()) {
      return true;
    }
    boolean isArgument = view.guard().source() == Source.ARG;
    Value value = isArgument ? params.apply(name(view, call, abi)) : null;
    return value == null ? null : (value.integer() & view.mask()) == view.value();
  }

  /** The parameter that the guarded view tests. */
  public static String name(View view, Syscall call, Abi abi) {
    return call.parameters(abi).get(view.guard().arg()).name();
  }
}
