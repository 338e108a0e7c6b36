// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.text;

import org.syscalltrack.abi.Var;

/** Names of things for people. */
public final class Words {
  private Words() {}

  public static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The variable in words, with its name; the name alone where that says it all. */
  public static String variable(Var var) {
    String words =
        switch (var) {
          case PID -> "the process id";
          case TID -> "the thread id";
          case PPID -> "the parent's process id";
          case UID -> "the real user id";
          case EUID -> "the effective user id";
          case SUID -> "the saved user id";
          case FSUID -> "the user id for files";
          case GID -> "the real group id";
          case EGID -> "the effective group id";
          case SGID -> "the saved group id";
          case FSGID -> "the group id for files";
          case COMM -> "the program's name";
          case PCOMM -> "the parent's name";
          case EXE -> "the file that the program runs";
          case CWD -> "the working directory";
          case TTY -> "the terminal";
          case LOGINUID -> "the user id of the login";
          case SESSION -> "the login session";
          case CGROUP -> "the control group";
          case CONTAINER -> "the container";
          case MNT_NS -> "the mount namespace";
          case PID_NS -> "the namespace of process ids";
          case NET_NS -> "the network namespace";
          case USER_NS -> "the user namespace";
          case UTS_NS -> "the namespace of the host's name";
          case IPC_NS -> "the IPC namespace";
          case CGROUP_NS -> "the namespace of control groups";
          case ABI -> "the entry of the call";
          case SYSCALL -> "the call really made";
          case RETVAL -> "what the call returned";
          case PARAMS -> null;
        };
    return words == null ? var.text() : words + " (" + var.text() + ")";
  }
}
