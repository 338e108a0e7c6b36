// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.diag.Diagnostic;
import org.syscalltrack.lang.diag.Diagnostics;
import org.syscalltrack.lang.ir.Cond;
import org.syscalltrack.lang.syscalls.ParamType;
import org.syscalltrack.message.WarningCode;

/** Warns of strings that no resolved path can be. */
final class PathWarnings {
  private final Diagnostics diagnostics;

  PathWarnings(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void look(Cond.Matches matches) {
    String text = matches.bytes().toString();
    Var var = matches.variable().var();
    if (var == Var.TTY && text.startsWith("/dev/")) {
      warn(matches, "TTY is a name below /dev", "such as pts/0");
    } else if (isPath(matches)) {
      String why = why(text, matches.match(), matches.variable().type() == ParamType.RESOLVED);
      if (why != null) {
        warn(matches, "no resolved path " + why, "this never holds");
      }
    }
  }

  private static boolean isPath(Cond.Matches matches) {
    return switch (matches.variable().var()) {
      case EXE, CWD -> true;
      default -> matches.variable().type() == ParamType.RESOLVED;
    };
  }

  /** What makes the text impossible, or null; the kernel puts "(unreachable)" before some paths. */
  private static String why(String text, Cond.Match match, boolean strict) {
    boolean start = match != Cond.Match.CONTAINS && match != Cond.Match.ENDS;
    if (start && !text.isEmpty()) {
      char first = text.charAt(0);
      boolean wild = match == Cond.Match.GLOB && "*?[\\".indexOf(first) >= 0;
      if (first != '/' && !wild && (strict || first != '(')) {
        return "begins so: it is absolute";
      }
    }
    if (text.contains("//") || text.contains("/./") || text.contains("/../")) {
      return "has // or /./ or /../ in it";
    }
    boolean end = match == Cond.Match.EQUALS || match == Cond.Match.ENDS;
    if (end && (text.endsWith("/..") || text.endsWith("/."))) {
      return "ends in a dot of its own";
    }
    return end && text.length() > 1 && text.endsWith("/") ? "ends in a slash" : null;
  }

  private void warn(Cond.Matches matches, String message, String hint) {
    diagnostics.add(
        Diagnostic.warning(WarningCode.IMPOSSIBLE_PATH, matches.span(), message).hint(hint));
  }
}
