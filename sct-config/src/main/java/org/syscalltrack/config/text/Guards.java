// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.text;

import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Source;
import org.syscalltrack.lang.syscalls.FamilyMember;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.lang.table.View;
import org.syscalltrack.lang.table.ViewParam;

/** The test that a call must pass to be seen as another one, in words. */
public final class Guards {
  private Guards() {}

  public static String text(FamilyMember.Guard guard) {
    String what =
        guard.origin() instanceof FamilyMember.Argument argument
            ? argument.name()
            : guard.origin() instanceof FamilyMember.Pointee pointee
                ? "*" + pointee.name() + "+" + pointee.offset()
                : "?";
    return text(what, guard.mask(), guard.value());
  }

  /** Of a call as a rule sees it; empty if it sees every one. */
  public static String text(View view, Abi abi, int number) {
    if (!view.isGuarded()) {
      return "";
    }
    ViewParam guard = view.guard();
    SyscallTable calls = SyscallTable.builtIn();
    String parameter = calls.find(calls.name(abi, number)).parameters(abi).get(guard.arg()).name();
    String what =
        guard.source() == Source.DEREF ? "*" + parameter + "+" + guard.value() : parameter;
    return text(what, view.mask(), view.value());
  }

  public static String text(String what, long mask, long value) {
    String bits = "0x" + Long.toHexString(mask);
    if (value == 0) {
      return "if " + what + " has no bit of " + bits;
    } else if (value == mask) {
      return "if " + what + " has the bits " + bits;
    }
    return "if " + what + " & " + bits + " is 0x" + Long.toHexString(value);
  }
}
