// SPDX-License-Identifier: GPL-2.0-only
package org.syscalltrack.log.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.syscalltrack.abi.Abi;
import org.syscalltrack.abi.Type;
import org.syscalltrack.abi.Var;
import org.syscalltrack.lang.syscalls.Parameter;
import org.syscalltrack.lang.syscalls.Syscall;
import org.syscalltrack.lang.syscalls.SyscallTable;
import org.syscalltrack.log.record.Event;
import org.syscalltrack.log.recorded.Recorded;
import org.syscalltrack.log.recorded.Records;
import org.syscalltrack.log.recorded.Tables;
import org.syscalltrack.log.rules.Generations;
import org.syscalltrack.log.text.Bytes;
import org.syscalltrack.source.RecordSourceException;
import org.syscalltrack.tool.Trace;

/** Each number by the names of its own parameter, as strace has them. */
class DecodedNumbersTest {
  private static String decoded(String name, String format, long... values)
      throws RecordSourceException {
    Syscall call = SyscallTable.builtIn().find(name);
    byte[] table =
        Tables.compiled(
            "rule { syscall_name = "
                + name
                + " rule_name = r coverage = exact when = before\n"
                + "action { type = LOG log_format {"
                + format
                + "} } }");
    Records records =
        new Records()
            .event(1, 0, 0)
            .call(Abi.X86_64, call.number(Abi.X86_64))
            .view(Tables.view(table, 0, Abi.X86_64, call.number(Abi.X86_64)));
    List<Parameter> parameters = call.parameters();
    for (int i = 0; i < values.length; i++) {
      Type type = parameters.get(i).type().type(Abi.X86_64);
      records.integer(
          Var.PARAMS, i + 1, type == Type.STR || type == Type.BYTES ? Type.S64 : type, values[i]);
    }
    Event event = (Event) Recorded.under(table).decoder(records.bytes()).next();
    Bytes out = new Bytes();
    new TextFormatter(new Generations(Trace.silent()), null, Look.PLAIN).format(event, out);
    return out.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ptrace ; 5 7 0x1000 0 ; PTRACE_POKEDATA, 7, 0x1000, 0",
        "ptrace ; 16896 7 0 0x10 ; PTRACE_SETOPTIONS, 7, 0, PTRACE_O_TRACEEXEC",
        "fcntl ; 3 2 1 ; 3, F_SETFD, FD_CLOEXEC",
        "fcntl ; 3 4 0x401 ; 3, F_SETFL, O_WRONLY|O_APPEND",
        "fcntl ; 3 1033 2 ; 3, F_ADD_SEALS, F_SEAL_SHRINK",
        "prctl ; 15 0x7f00 0 0 0 ; PR_SET_NAME, 0x7f00, 0, 0, 0",
        "prctl ; 24 21 0 0 0 ; PR_CAPBSET_DROP, CAP_SYS_ADMIN, 0, 0, 0",
        "setsockopt ; 3 1 2 ; 3, SOL_SOCKET, SO_REUSEADDR",
        "setsockopt ; 3 6 1 ; 3, SOL_TCP, TCP_NODELAY",
        "setsockopt ; 3 0 2 ; 3, SOL_IP, IP_TTL",
        "socket ; 16 3 9 ; AF_NETLINK, SOCK_RAW, NETLINK_AUDIT",
        "socket ; 2 1 6 ; AF_INET, SOCK_STREAM, IPPROTO_TCP",
        "ioctl ; 0 0x40086602 0x7ffc00 ; 0, FS_IOC_SETFLAGS, 0x7ffc00",
        "ioctl ; 0 0xc0044699 0 ; 0, _IOC(_IOC_READ|_IOC_WRITE, 0x46, 0x99, 0x4), 0",
        "reboot ; -18751827 672274793 0x4321fedc 0"
            + " ; LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_POWER_OFF, NULL",
        "kill ; 1 35 ; 1, SIGRT_3",
        "setuid ; 4294967295 ; -1",
        "futex ; 0x10 129 1 0 0 0 ; 0x10, FUTEX_WAKE|FUTEX_PRIVATE_FLAG, 1, NULL, NULL, 0",
        "clone ; 0x11 0 0 0 0 ; SIGCHLD, 0, NULL, NULL, 0",
        "umask ; 18 ; 022",
        "madvise ; 0x1000 4096 4 ; 0x1000, 4096, MADV_DONTNEED",
        "munmap ; 0x1000 -4096 ; 0x1000, 18446744073709547520",
        "getrandom ; 0 8 1 ; 0, 8, GRND_NONBLOCK",
        "bpf ; 5 0 72 ; BPF_PROG_LOAD, NULL, 72",
        "clock_gettime ; 1 0 ; CLOCK_MONOTONIC, NULL",
        "keyctl ; 11 -3 0 0 0 ; KEYCTL_READ, KEY_SPEC_SESSION_KEYRING, 0, 0, 0",
        "mknodat ; -100 0 0x21b0 0x103 ; AT_FDCWD, 0, S_IFCHR|0660, makedev(0x1, 0x3)",
        "openat ; -100 0 0 0x1234 ; AT_FDCWD, 0, O_RDONLY",
        "openat ; -100 0 0x41 0x1a4 ; AT_FDCWD, 0, O_WRONLY|O_CREAT, 0644",
      })
  void areThoseOfTheParameter(String call, String values, String text)
      throws RecordSourceException {
    String[] words = values.split(" ");
    long[] numbers = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Long.decode(words[i]);
    }
    assertEquals(text, decoded(call, "%params:decoded", numbers));
  }

  @Test
  void parametersAreMeantByTheirNames() throws RecordSourceException {
    assertEquals(
        "sig 9 SIGKILL, 7.",
        decoded("kill", "sig %params.sig %params.sig:decoded, %params.pid.", 7, 9));
  }

  @Test
  void whatEveryEventTellsNeedsNoField() throws RecordSourceException {
    assertEquals("x86_64 62 kill", decoded("kill", "%abi %syscall %syscall:decoded", 7, 9));
  }
}
