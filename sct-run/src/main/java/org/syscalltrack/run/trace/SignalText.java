// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.run.trace;

import java.util.Map;
import org.syscalltrack.abi.Change;
import org.syscalltrack.lang.check.Constants;
import org.syscalltrack.log.record.LogRecord;
import org.syscalltrack.log.text.Bytes;

/** What happens to a task beside its calls, as strace shows it. */
final class SignalText {
  private static final int SIGRTMIN = 32;

  private static final Map<Integer, String> CODES =
      Map.of(
          0, "SI_USER",
          0x80, "SI_KERNEL",
          -1, "SI_QUEUE",
          -2, "SI_TIMER",
          -3, "SI_MESGQ",
          -4, "SI_ASYNCIO",
          -5, "SI_SIGIO",
          -6, "SI_TKILL");

  /** By signal, from code 1 on. */
  private static final Map<String, String[]> CODES_OF =
      Map.of(
          "SIGCHLD",
              new String[] {
                "CLD_EXITED",
                "CLD_KILLED",
                "CLD_DUMPED",
                "CLD_TRAPPED",
                "CLD_STOPPED",
                "CLD_CONTINUED"
              },
          "SIGSEGV", new String[] {"SEGV_MAPERR", "SEGV_ACCERR", "SEGV_BNDERR", "SEGV_PKUERR"},
          "SIGBUS", new String[] {"BUS_ADRALN", "BUS_ADRERR", "BUS_OBJERR"},
          "SIGFPE",
              new String[] {
                "FPE_INTDIV",
                "FPE_INTOVF",
                "FPE_FLTDIV",
                "FPE_FLTOVF",
                "FPE_FLTUND",
                "FPE_FLTRES",
                "FPE_FLTINV",
                "FPE_FLTSUB"
              },
          "SIGILL",
              new String[] {
                "ILL_ILLOPC",
                "ILL_ILLOPN",
                "ILL_ILLADR",
                "ILL_ILLTRP",
                "ILL_PRVOPC",
                "ILL_PRVREG",
                "ILL_COPROC",
                "ILL_BADSTK"
              },
          "SIGTRAP", new String[] {"TRAP_BRKPT", "TRAP_TRACE"});

  private SignalText() {}

  static void put(LogRecord.Task task, Bytes out) {
    switch (task.change()) {
      case SEEN -> out.put("+++ attached to process ").number(task.tid()).put(" +++");
      case EXITED -> out.put("+++ exited with ").number(task.number()).put(" +++");
      case KILLED ->
          out.put("+++ killed by ")
              .put(name(task.number()))
              .put(task.core() ? " (core dumped) +++" : " +++");
      case STOPPED -> out.put("--- stopped by ").put(name(task.number())).put(" ---");
      case SIGNALLED -> signal(task, out);
    }
  }

  private static void signal(LogRecord.Task task, Bytes out) {
    String name = name(task.number());
    out.put("--- ").put(name).put(" {si_signo=").put(name).put(", si_code=");
    String[] codes = CODES_OF.get(name);
    boolean ofSignal = codes != null && task.code() > 0 && task.code() <= codes.length;
    String code = ofSignal ? codes[task.code() - 1] : CODES.get(task.code());
    out.put(code == null ? Integer.toString(task.code()) : code);
    if (ofSignal && !name.equals("SIGCHLD")) {
      out.put(", si_addr=").put(task.value() == 0 ? "NULL" : "0x" + Long.toHexString(task.value()));
    } else if (task.code() != 0x80) {
      out.put(", si_pid=").number(task.sender()).put(", si_uid=").number(task.uid());
    }
    if (ofSignal && name.equals("SIGCHLD")) {
      // What is not an exit is told by the signal.
      out.put(", si_status=");
      out.put(task.code() == 1 ? Long.toString(task.value()) : name((int) task.value()));
    }
    out.put("} ---");
  }

  /** Of a signal. */
  static String name(int signal) {
    String name = Constants.name("signal", signal);
    return name != null
        ? name
        : signal > SIGRTMIN ? "SIGRT_" + (signal - SIGRTMIN) : Integer.toString(signal);
  }

  /** Whether it is an end of the task. */
  static boolean isEnd(Change change) {
    return change == Change.EXITED || change == Change.KILLED;
  }
}
