# SPDX-License-Identifier: GPL-2.0-only
"""usage: protect_tricks.py WAY [ARGUMENT...]: one way to do damage, for 91-protect-self.

Exit status 1, with the error's name, if the kernel refuses.
"""
import ctypes
import errno
import os
import signal
import sys

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
libc.ptrace.restype = ctypes.c_long
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


def check(result):
    if result < 0:
        error = ctypes.get_errno()
        sys.exit(errno.errorcode[error] + ": " + os.strerror(error))
    return result


def ptrace(request, pid, addr=0, data=0):
    return check(libc.ptrace(request, pid, addr, data))


def attach(pid):
    """Traced, and let go."""
    ptrace(16, int(pid))
    os.waitpid(int(pid), 0)
    ptrace(17, int(pid))


def memory(pid):
    os.close(os.open("/proc/%s/mem" % pid, os.O_RDWR))


def pidfd_kill(pid):
    signal.pidfd_send_signal(os.pidfd_open(int(pid)), signal.SIGKILL)


def kexec():
    """No kernel at all: what was loaded goes."""
    check(libc.syscall(246, 0, 0, None, 0))


def kexec_file(path):
    check(libc.syscall(320, os.open(path, os.O_RDONLY), -1, 1, b"", 4))


def init_module(path):
    with open(path, "rb") as f:
        code = f.read()
    check(libc.syscall(175, code, len(code), b""))


def mount_private(source, target):
    """MS_BIND counts, MS_PRIVATE does not."""
    check(libc.mount(source.encode(), target.encode(), None, 0x1000 | 1 << 18, None))


def by_init(pid):
    """The system's init, asleep in a call, makes another one: kill."""
    registers = 27  # of struct user_regs_struct
    old = (ctypes.c_ulonglong * registers)()
    ptrace(16, 1)
    os.waitpid(1, 0)
    ptrace(12, 1, 0, ctypes.addressof(old))
    new = (ctypes.c_ulonglong * registers)(*old)
    new[10], new[14], new[13] = 62, int(pid), signal.SIGKILL  # rax, rdi, rsi
    new[15] = 2**64 - 1  # orig_rax: no call is to be gone on with
    new[16] = old[16] - 2  # rip: the instruction that called
    ptrace(13, 1, 0, ctypes.addressof(new))
    ptrace(9, 1)  # one step
    os.waitpid(1, 0)
    ptrace(12, 1, 0, ctypes.addressof(new))
    said = ctypes.c_longlong(new[10]).value
    ptrace(13, 1, 0, ctypes.addressof(old))
    ptrace(17, 1)
    if said < 0:
        sys.exit("init: " + errno.errorcode[-said])


try:
    {f.__name__: f for f in (attach, memory, pidfd_kill, kexec, kexec_file, init_module,
                             mount_private, by_init)}[sys.argv[1]](*sys.argv[2:])
except OSError as e:
    sys.exit(errno.errorcode[e.errno] + ": " + e.strerror)
