#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes structs.tbl: where the fields of structures are that calls read.

    ./structs.py > structs.tbl

The compiler tells offset, width and sign of each field, for each ABI, from the
kernel's user-space headers of this machine.  A structure that is the same in
all ABIs gets one line.
"""

import subprocess
import sys

HEADER = """\
# SPDX-License-Identifier: GPL-2.0-only
#
# Fields of the structures that params.tbl names, written by structs.py from the
# kernel's headers.  Do not edit: change structs.py and run it again.
#
#   NAME[/ABI]  FIELD:OFFSET:TYPE ...
#
# A line without ABI is for each ABI that has no line of its own.
#
"""

ABIS = {"x86_64": "-m64", "ia32": "-m32", "x32": "-mx32"}

HEADERS = """
#include <linux/types.h>
#include <linux/time_types.h>
#include <linux/time.h>
#include <linux/utime.h>
#include <linux/resource.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <linux/sched/types.h>
#include <linux/eventpoll.h>
#include <linux/mqueue.h>
#include <linux/timex.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <linux/mount.h>
#include <linux/io_uring.h>
#include <linux/fcntl.h>
#include <stddef.h>
#ifdef __i386__
#define NATIVE_TIMESPEC struct __kernel_old_timespec
#define NATIVE_TIMEX struct timex32
#else
#define NATIVE_TIMESPEC struct __kernel_timespec
#define NATIVE_TIMEX struct __kernel_timex
#endif
struct native_itimerspec { NATIVE_TIMESPEC it_interval, it_value; };
struct native_times { NATIVE_TIMESPEC atime, mtime; };
struct times64 { struct __kernel_timespec atime, mtime; };
struct timevals { struct __kernel_old_timeval atime, mtime; };
/* What rt_sigaction() takes, and sendmsg(): these the C library has in other forms. */
struct rt_act { unsigned long sa_handler, sa_flags, sa_restorer; __u64 sa_mask; }
	__attribute__((packed, aligned(4)));
struct umsg {
	void *msg_name; int msg_namelen; void *msg_iov; size_t msg_iovlen;
	void *msg_control; size_t msg_controllen; unsigned int msg_flags;
};
/* What most ioctls that take a number point to. */
struct ioctl_arg { __u32 value; };
/* Of include/linux/time32.h, which is not for user space: its first fields. */
struct timex32 { __u32 modes; __s32 offset, freq, maxerror, esterror; __s32 status, constant; };
"""

TIMES = ["tv_sec", "tv_nsec"]
TIMER = ["it_interval.tv_sec", "it_interval.tv_nsec", "it_value.tv_sec", "it_value.tv_nsec"]
BOTH = ["atime.tv_sec", "atime.tv_nsec", "mtime.tv_sec", "mtime.tv_nsec"]

# name, C type, fields.  "64": always with 64-bit members; else the ABI's own.
STRUCTS = [
    # By the command, a field means something or not: the caller's filter asks for that.
    ("bpf_attr", "union bpf_attr", ["map_type", "key_size", "value_size", "max_entries",
                                    "map_flags", "prog_type", "insn_cnt", "insns", "license",
                                    "prog_flags", "expected_attach_type", "bpf_fd", "file_flags",
                                    "target_fd", "attach_bpf_fd", "attach_type", "attach_flags",
                                    "link_create.prog_fd", "link_create.target_fd",
                                    "link_create.attach_type", "link_create.flags",
                                    "raw_tracepoint.prog_fd"]),
    ("clone_args", "struct clone_args", ["flags", "pidfd", "child_tid", "parent_tid", "exit_signal",
                                         "stack", "stack_size", "tls", "set_tid", "set_tid_size",
                                         "cgroup"]),
    ("epoll_event", "struct epoll_event", ["events", "data"]),
    ("flock", "struct flock", ["l_type", "l_whence", "l_start", "l_len", "l_pid"]),
    ("flock_type", "struct flock", ["l_type", "l_whence"]),
    ("io_uring_params", "struct io_uring_params", ["sq_entries", "cq_entries", "flags",
                                                   "sq_thread_cpu", "sq_thread_idle",
                                                   "features", "wq_fd"]),
    ("ioctl_arg", "struct ioctl_arg", ["value"]),
    ("itimerspec", "struct native_itimerspec", TIMER),
    ("itimerspec64", "struct __kernel_itimerspec", TIMER),
    ("itimerval", "struct __kernel_old_itimerval", [f.replace("nsec", "usec") for f in TIMER]),
    ("mount_attr", "struct mount_attr", ["attr_set", "attr_clr", "propagation", "userns_fd"]),
    ("msghdr", "struct umsg", ["msg_name", "msg_namelen", "msg_iov", "msg_iovlen",
                               "msg_control", "msg_controllen", "msg_flags"]),
    ("mq_attr", "struct mq_attr", ["mq_flags", "mq_maxmsg", "mq_msgsize", "mq_curmsgs"]),
    ("open_how", "struct open_how", ["flags", "mode", "resolve"]),
    ("perf_event_attr", "struct perf_event_attr", ["type", "size", "config", "sample_period",
                                                   "sample_type", "read_format"]),
    ("rlimit", "struct rlimit", ["rlim_cur", "rlim_max"]),
    ("rlimit64", "struct rlimit64", ["rlim_cur", "rlim_max"]),
    ("rt_act", "struct rt_act", ["sa_handler", "sa_flags", "sa_restorer", "sa_mask"]),
    ("sched_attr", "struct sched_attr", ["size", "sched_policy", "sched_flags", "sched_nice",
                                         "sched_priority", "sched_runtime", "sched_deadline",
                                         "sched_period"]),
    ("sched_param", "struct sched_param", ["sched_priority"]),
    ("timespec", "NATIVE_TIMESPEC", TIMES),
    ("timespec64", "struct __kernel_timespec", TIMES),
    ("timespecs", "struct native_times", BOTH),
    ("timespecs64", "struct times64", BOTH),
    ("timeval", "struct __kernel_old_timeval", ["tv_sec", "tv_usec"]),
    ("timevals", "struct timevals", [f.replace("nsec", "usec") for f in BOTH]),
    ("timex", "NATIVE_TIMEX", ["modes", "offset", "freq", "status", "constant"]),
    ("timex64", "struct __kernel_timex", ["modes", "offset", "freq", "status", "constant"]),
    ("timezone", "struct timezone", ["tz_minuteswest", "tz_dsttime"]),
    ("utimbuf", "struct utimbuf", ["actime", "modtime"]),
]


def layout(option):
    """(name, field) -> "offset:type" in the ABI that the option is for."""
    source = HEADERS + "void f(void) {\n"
    for name, ctype, fields in STRUCTS:
        for field in fields:
            member = f"((({ctype} *)0)->{field})"
            source += (f'__asm__ volatile("#SCT {name} {field} %c0 %c1 %c2" :: '
                       f'"i"(offsetof({ctype}, {field})), "i"(sizeof {member}), '
                       f'"i"((__typeof__({member}))-1 < 1));\n')
    source += "}\n"
    text = subprocess.run(["gcc", option, "-ffreestanding", "-S", "-x", "c", "-", "-o", "-"],
                          input=source, text=True, capture_output=True, check=True).stdout
    found = {}
    for line in text.splitlines():
        words = line.split()
        if words and words[0] == "#SCT":
            _, name, field, offset, size, signed = words
            found[name, field] = f"{offset}:{'s' if signed == '1' else 'u'}{8 * int(size)}"
    return found


def main():
    layouts = {abi: layout(option) for abi, option in ABIS.items()}
    sys.stdout.write(HEADER)
    for name, _, fields in STRUCTS:
        lines = {abi: " ".join(f"{f}:{found[name, f]}" for f in fields)
                 for abi, found in layouts.items()}
        print(f"{name:<16} {lines['x86_64']}")
        for abi in ABIS:
            if lines[abi] != lines["x86_64"]:
                print(f"{name + '/' + abi:<16} {lines[abi]}")


if __name__ == "__main__":
    main()
