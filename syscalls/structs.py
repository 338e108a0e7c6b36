#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes structs.tbl: where the fields of structures are that calls read or fill in.

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
# TYPE is a width and a sign, or bytes@N: at OFFSET is a pointer to as many bytes as the
# number at byte N says.
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
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/landlock.h>
#include <linux/msg.h>
#include <linux/poll.h>
#include <linux/sem.h>
#include <linux/signal.h>
#include <linux/stat.h>
#include <linux/sysinfo.h>
#include <linux/times.h>
#include <linux/uio.h>
#include <asm/stat.h>
#ifndef __i386__	/* x32 makes the native call, whatever the header says of it */
#define __statfs_word __kernel_long_t
#endif
#include <asm/statfs.h>
#include <stddef.h>
#undef sa_handler	/* a macro for the C library's structure */
#ifdef __i386__
#define NATIVE_TIMESPEC struct __kernel_old_timespec
#define NATIVE_TIMEX struct timex32
#define NATIVE_STAT64 struct stat64
#else
#define NATIVE_STAT64 struct stat
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
/* Numbers that a call takes or gives by a pointer, and pairs of descriptors. */
struct number32 { __u32 value; };
struct number16 { __u16 value; };
struct offset { __s64 value; };
struct offset_native { __kernel_long_t value; };
struct wait_status { __s32 status; };
struct descriptors { __s32 first, second; };
struct signals { __u64 mask; } __attribute__((packed, aligned(4)));
/* Both halves of a set, as version 3 has them. */
struct capabilities {
	__u32 effective, permitted, inheritable;
	__u32 effective_high, permitted_high, inheritable_high;
};
/* What a vector writes. */
struct buffers { void *iov_base; __kernel_size_t iov_len; };
/* Of include/linux/time32.h, which is not for user space: its first fields. */
struct timex32 { __u32 modes; __s32 offset, freq, maxerror, esterror; __s32 status, constant; };
"""

TIMES = ["tv_sec", "tv_nsec"]
TIMER = ["it_interval.tv_sec", "it_interval.tv_nsec", "it_value.tv_sec", "it_value.tv_nsec"]
BOTH = ["atime.tv_sec", "atime.tv_nsec", "mtime.tv_sec", "mtime.tv_nsec"]

STAT = ["st_dev", "st_ino", "st_nlink", "st_mode", "st_uid", "st_gid", "st_rdev", "st_size",
        "st_blksize", "st_blocks", "st_atime", "st_mtime", "st_ctime"]
STATFS = ["f_type", "f_bsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree",
          "f_namelen", "f_frsize", "f_flags"]

# name, C type, fields; FIELD=POINTER,LENGTH is what both of these tell together.  "64": always with 64-bit members; else the ABI's own.
STRUCTS = [
    ("buffers", "struct buffers", ["iov_base", "iov_len", "data=iov_base,iov_len"]),
    ("cap_header", "struct __user_cap_header_struct", ["version", "pid"]),
    ("capabilities", "struct capabilities", ["effective", "permitted", "inheritable",
                                             "effective_high", "permitted_high",
                                             "inheritable_high"]),
    ("descriptors", "struct descriptors", ["first", "second"]),
    ("futex_waitv", "struct futex_waitv", ["val", "uaddr", "flags"]),
    ("iovec", "struct iovec", ["iov_base", "iov_len"]),
    ("landlock_path", "struct landlock_path_beneath_attr", ["allowed_access", "parent_fd"]),
    ("landlock_ruleset", "struct landlock_ruleset_attr", ["handled_access_fs"]),
    ("message", "struct msgbuf", ["mtype"]),
    ("number16", "struct number16", ["value"]),
    ("number32", "struct number32", ["value"]),
    ("offset", "struct offset", ["value"]),
    ("offset_native", "struct offset_native", ["value"]),
    ("pollfd", "struct pollfd", ["fd", "events"]),
    ("rusage", "struct rusage", ["ru_utime.tv_sec", "ru_utime.tv_usec", "ru_stime.tv_sec",
                                 "ru_stime.tv_usec", "ru_maxrss", "ru_minflt", "ru_majflt"]),
    ("sembuf", "struct sembuf", ["sem_num", "sem_op", "sem_flg"]),
    ("sigevent", "struct sigevent", ["sigev_signo", "sigev_notify"]),
    ("siginfo", "siginfo_t", ["si_signo", "si_errno", "si_code", "si_pid", "si_uid",
                              "si_status"]),
    ("signals", "struct signals", ["mask"]),
    ("sock_fprog", "struct sock_fprog", ["len", "filter"]),
    ("stack", "stack_t", ["ss_sp", "ss_flags", "ss_size"]),
    ("stat", "struct stat", STAT),
    ("stat64", "NATIVE_STAT64", STAT),
    ("statfs", "struct statfs", STATFS),
    ("statfs64", "struct statfs64", STATFS),
    ("statx", "struct statx", ["stx_mask", "stx_blksize", "stx_attributes", "stx_nlink",
                               "stx_uid", "stx_gid", "stx_mode", "stx_ino", "stx_size",
                               "stx_blocks", "stx_atime.tv_sec", "stx_btime.tv_sec",
                               "stx_ctime.tv_sec", "stx_mtime.tv_sec"]),
    ("sysinfo", "struct sysinfo", ["uptime", "totalram", "freeram", "sharedram", "bufferram",
                                   "totalswap", "freeswap", "procs", "mem_unit"]),
    ("tms", "struct tms", ["tms_utime", "tms_stime", "tms_cutime", "tms_cstime"]),
    ("wait_status", "struct wait_status", ["status"]),
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


def plain(fields):
    return [field for field in fields if "=" not in field]


def word(name, field, found):
    """The field's word in the line of its structure."""
    if "=" not in field:
        return f"{field}:{found[name, field]}"
    field, parts = field.split("=")
    pointer, length = (found[name, part].split(":")[0] for part in parts.split(","))
    return f"{field}:{pointer}:bytes@{length}"


def layout(option):
    """(name, field) -> "offset:type" in the ABI that the option is for."""
    source = HEADERS + "void f(void) {\n"
    for name, ctype, fields in STRUCTS:
        for field in plain(fields):
            member = f"((({ctype} *)0)->{field})"
            source += (f'__asm__ volatile("#SCT {name} {field} %c0 %c1 %c2" :: '
                       f'"i"(offsetof({ctype}, {field})), "i"(sizeof {member}), '
                       f'"i"((__typeof__({member}))-1 < 1));\n')
    source += "}\n"
    text = subprocess.run(["gcc", option, "-w", "-ffreestanding", "-S", "-x", "c", "-", "-o", "-"],
                          input=source, text=True, stdout=subprocess.PIPE, check=True).stdout
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
        lines = {abi: " ".join(word(name, f, found) for f in fields)
                 for abi, found in layouts.items()}
        print(f"{name:<16} {lines['x86_64']}")
        for abi in ABIS:
            if lines[abi] != lines["x86_64"]:
                print(f"{name + '/' + abi:<16} {lines[abi]}")


if __name__ == "__main__":
    main()
