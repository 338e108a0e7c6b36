// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.log.text.Bytes;

/** What became of a process, as strace shows it: the statuses are those that wait4 gave to it. */
class WaitStatusTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 ; WIFEXITED(s) && WEXITSTATUS(s) == 0",
        "0x700 ; WIFEXITED(s) && WEXITSTATUS(s) == 7",
        "0xff00 ; WIFEXITED(s) && WEXITSTATUS(s) == 255",
        "9 ; WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL",
        "0x8b ; WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)",
        "0x22 ; WIFSIGNALED(s) && WTERMSIG(s) == SIGRT_2",
        "0x137f ; WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP",
        "0x857f ; WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | 0x80",
        "0x4057f ; WIFSTOPPED(s) && WSTOPSIG(s) == SIGTRAP | PTRACE_EVENT_EXEC << 16",
        "0x80137f ; WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP | PTRACE_EVENT_STOP << 16",
        "0xffff ; WIFCONTINUED(s)",
      })
  void isSaidByTheMacros(String status, String text) {
    Bytes out = new Bytes();
    WaitStatus.put(Integer.decode(status), out);
    assertEquals(text, out.toString());
  }
}
