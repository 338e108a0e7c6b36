// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.text;

import org.syscalltrack.lang.syscalls.FamilyMember;

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
