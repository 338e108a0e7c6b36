// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.log.text.Bytes;

/**
 * What became of a process that was waited for, by the macros of wait(2), as strace shows it. The
 * bits are those of bits/waitstatus.h; above them, the kernel puts which event stops a tracee.
 */
final class WaitStatus {
  private static final int SIGNAL = 0x7f;
  private static final int CORE = 0x80;
  private static final int STOPPED = 0x7f;
  private static final int CONTINUED = 0xffff;

  /** Of the signal of a tracee that stops for a system call, with PTRACE_O_TRACESYSGOOD. */
  private static final int SYSCALL_STOP = 0x80;

  private WaitStatus() {}

  static void put(int status, Bytes out) {
    int low = status & 0xffff;
    int second = low >> 8;
    if (low == CONTINUED) {
      out.put("WIFCONTINUED(s)");
    } else if ((low & 0xff) == STOPPED) {
      out.put("WIFSTOPPED(s) && WSTOPSIG(s) == ");
      signal(second & ~SYSCALL_STOP, out);
      out.put((second & SYSCALL_STOP) != 0 ? " | 0x80" : "");
    } else if ((low & SIGNAL) == 0) {
      out.put("WIFEXITED(s) && WEXITSTATUS(s) == ").number(second);
    } else {
      out.put("WIFSIGNALED(s) && WTERMSIG(s) == ");
      signal(low & SIGNAL, out);
      out.put((low & CORE) != 0 ? " && WCOREDUMP(s)" : "");
    }
    event(status >>> 16, out);
  }

  private static void signal(int number, Bytes out) {
    String name = Constants.name("signal", number);
    if (name != null) {
      out.put(name);
    } else if (!Decoder.realTimeSignal(number, out)) {
      out.number(number);
    }
  }

  private static void event(int number, Bytes out) {
    if (number != 0) {
      String name = Constants.name("ptrace_event", number);
      out.put(" | ").put(name == null ? "0x" + Integer.toHexString(number) : name).put(" << 16");
    }
  }
}
