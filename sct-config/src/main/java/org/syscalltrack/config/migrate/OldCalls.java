// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.config.migrate;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.lang.syscalls.SyscallTable;

/**
 * System calls as the original addressed them by number: those of i386, the only machine that it
 * ran on, and {@code 102:5} for what goes through socketcall and ipc.
 */
final class OldCalls {
  private static final Pattern NUMBER = Pattern.compile("\"?([0-9]{1,4})(?::([0-9]{1,3}))?\"?");
  private static final int SOCKETCALL = 102;
  private static final int IPC = 117;

  /** Of net.h; send and recv are sendto and recvfrom without an address. */
  private static final String[] OF_SOCKETCALL = {
    null,
    "socket",
    "bind",
    "connect",
    "listen",
    "accept",
    "getsockname",
    "getpeername",
    "socketpair",
    "sendto",
    "recvfrom",
    "sendto",
    "recvfrom",
    "shutdown",
    "setsockopt",
    "getsockopt",
    "sendmsg",
    "recvmsg"
  };

  /** Of ipc.h. */
  private static final Map<Integer, String> OF_IPC =
      Map.ofEntries(
          Map.entry(1, "semop"),
          Map.entry(2, "semget"),
          Map.entry(3, "semctl"),
          Map.entry(11, "msgsnd"),
          Map.entry(12, "msgrcv"),
          Map.entry(13, "msgget"),
          Map.entry(14, "msgctl"),
          Map.entry(21, "shmat"),
          Map.entry(22, "shmdt"),
          Map.entry(23, "shmget"),
          Map.entry(24, "shmctl"));

  private OldCalls() {}

  /** The name of the call of that number, or null if it is none. */
  static String name(String word) {
    Matcher number = NUMBER.matcher(word);
    if (!number.matches()) {
      return null;
    }
    int nr = Integer.parseInt(number.group(1));
    if (number.group(2) == null) {
      return SyscallTable.builtIn().name(Abi.IA32, nr);
    }
    int sub = Integer.parseInt(number.group(2));
    return switch (nr) {
      case SOCKETCALL -> sub < OF_SOCKETCALL.length ? OF_SOCKETCALL[sub] : null;
      case IPC -> OF_IPC.get(sub);
      default -> null;
    };
  }
}
