// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.lang.check;

import org.syscalltrack.abi.Kind;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.syscalls.ParamType;

/** Types of the variables besides PARAMS, in the words of the call prototypes. */
final class VariableTypes {
  private VariableTypes() {}

  static ParamType type(Var var) {
    if (var.kind() == Kind.STR) {
      return ParamType.STR;
    }
    return switch (var) {
      case PID, TID, PPID -> ParamType.PID;
      case UID, EUID, SUID, FSUID -> ParamType.UID;
      case GID, EGID, SGID, FSGID -> ParamType.GID;
      case LOGINUID -> ParamType.UID;
      case SESSION, ABI, SYSCALL -> ParamType.U32;
      case MNT_NS, PID_NS, NET_NS, USER_NS, UTS_NS, IPC_NS, CGROUP_NS -> ParamType.U32;
      default -> ParamType.S64;
    };
  }
}
