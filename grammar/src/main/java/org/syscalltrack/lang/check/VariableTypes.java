// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.syscalls.ParamType;

/** Types of the variables besides PARAMS, in the words of the call prototypes. */
final class VariableTypes {
  private VariableTypes() {}

  static ParamType type(Var var) {
    return switch (var.means()) {
      case PID -> ParamType.PID;
      case UID -> ParamType.UID;
      case GID -> ParamType.GID;
      case ITSELF -> ParamType.of(var.type());
    };
  }
}
