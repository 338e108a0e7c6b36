#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes constants.tbl: named numbers of the kernel's user-space headers.

Usage: grammar/constants.py >grammar/src/main/resources/org/syscalltrack/lang/check/constants.tbl

Each line of GROUPS is one set of names that one parameter may take, so that a number
has one name there: a prefix alone is none (F_SETFD, F_OWNER_PGRP and F_SEAL_SHRINK are 2).
A group may have several lines.  The compiler itself computes the values, so that a name
means here what it means in C on x86_64.
"""
import re
import subprocess
import sys

CC = "gcc"

# Names that share their number with a more usual one.
ALIASES = {"EWOULDBLOCK", "EDEADLOCK", "ENOTSUP", "AF_FILE", "AF_LOCAL", "AF_ROUTE", "SIGIOT",
           "SIGPOLL", "SIGUNUSED", "MS_VERBOSE", "O_NDELAY", "AT_STATX_SYNC_AS_STAT", "TIOCINQ",
           "AT_STATX_SYNC_TYPE", "MAP_FILE", "MAP_TYPE", "NETLINK_INET_DIAG", "BPF_PROG_RUN",
           "SO_GET_FILTER", "SO_DETACH_BPF", "RLIMIT_OFILE", "IPPROTO_HOPOPTS", "FS_BTREE_FL",
           "SA_NOMASK", "SA_ONESHOT", "TCP_CM_INQ", "IP_RETOPTS"}

# What counts or bounds names is none itself; nor is what a mask selects.
NOT = r"(__)?\w*(_MAX|_MAX_\w+|_LAST|__LAST|_ALL_FLAGS|_SHIFT|_LAST_CAP|_NR_\w+|_MASK|_SIZE_VER\d)"

PR_VALUES = (r"PR_(SET_MM_\w+|SET_VMA_\w+|SET_PTRACER_ANY|UNALIGN_\w+|FPEMU_\w+|FP_EXC_\w+|"
             r"FP_MODE_\w+|TIMING_\w+|ENDIAN_\w+|TSC_\w+|MCE_KILL_(CLEAR|SET|LATE|EARLY|DEFAULT)|"
             r"CAP_AMBIENT_\w+|SPEC_\w+|PAC_AP\w+|TAGGED_ADDR_\w+|MTE_\w+|SYS_DISPATCH_\w+|"
             r"SCHED_CORE_\w+|SVE_(VL_\w+|SET_VL_ONEXEC)|SME_(VL_\w+|SET_VL_ONEXEC))")

SOCKET = ["sys/socket.h", "asm/socket.h"]
IOCTL = ["linux/types.h", "linux/sockios.h", "linux/fs.h", "asm/termbits.h", "asm/ioctls.h"]

# group, headers, names, names left out
GROUPS = [
    ("errno", ["errno.h"], r"E[A-Z0-9]+"),
    ("open", ["linux/fcntl.h"], r"O_[A-Z]+"),
    ("at", ["linux/fcntl.h"], r"AT_[A-Z_]+"),
    ("fcntl", ["linux/fcntl.h"], r"F_[A-Z0-9_]+",
     r"F_(OWNER|SEAL)_.*|F_(RD|WR|UN|EX|SH)LCK|F_LINUX_SPECIFIC_BASE"),
    ("fcntl", ["-m32", "asm/fcntl.h"], r"F_[GS]ETLKW?64"),
    ("fcntl_owner", ["linux/fcntl.h"], r"F_OWNER_[A-Z]+"),
    ("seal", ["linux/fcntl.h"], r"F_SEAL_[A-Z_]+"),
    ("lock", ["linux/fcntl.h"], r"F_(RD|WR|UN|EX|SH)LCK"),
    ("notify", ["linux/fcntl.h"], r"DN_[A-Z]+"),
    ("fd", ["linux/fcntl.h"], r"FD_CLOEXEC"),
    ("rw_hint", ["linux/fcntl.h"], r"RWH_[A-Z_]+"),
    ("flock", ["asm/fcntl.h"], r"LOCK_[A-Z]+"),
    ("access", ["unistd.h"], r"[RWXF]_OK"),
    ("stat", ["linux/stat.h"], r"S_I[A-Z]+"),
    ("prot", ["linux/mman.h"], r"PROT_[A-Z]+"),
    ("map", ["linux/mman.h"], r"MAP_[A-Z0-9_]+", NOT),
    ("madvise", ["asm/mman.h"], r"MADV_[A-Z_]+"),
    ("mremap", ["linux/mman.h"], r"MREMAP_[A-Z_]+"),
    ("msync", ["asm/mman.h"], r"MS_(ASYNC|INVALIDATE|SYNC)"),
    ("mlock", ["asm/mman.h"], r"MLOCK_[A-Z]+"),
    ("mlockall", ["asm/mman.h"], r"MCL_[A-Z]+"),
    ("fadvise", ["linux/fadvise.h"], r"POSIX_FADV_[A-Z]+"),
    ("mpol", ["linux/mempolicy.h"], r"MPOL_[A-Z_]+", NOT + r"|MPOL_(MF|F)_.*|MPOL_MODE_FLAGS"),
    ("pkey", ["asm/mman.h"], r"PKEY_DISABLE_[A-Z]+"),
    ("ptrace", ["linux/ptrace.h", "asm/ptrace-abi.h"], r"PTRACE_[A-Z0-9_]+",
     r"PTRACE_(EVENT|O|SYSCALL_INFO|EVENTMSG)_.*|PTRACE_PEEKSIGINFO_SHARED"),
    ("ptrace_event", ["linux/ptrace.h"], r"PTRACE_EVENT_[A-Z_]+"),
    ("ptrace_option", ["linux/ptrace.h"], r"PTRACE_O_[A-Z_]+", NOT),
    ("ptrace_info", ["linux/ptrace.h"],
     r"PTRACE_(SYSCALL_INFO_|EVENTMSG_|PEEKSIGINFO_SHARED)[A-Z_]*"),
    ("clone", ["linux/sched.h"], r"CLONE_[A-Z0-9_]+", r"CLONE_ARGS_.*"),
    ("signal", ["asm/signal.h"], r"SIG[A-Z0-9]+", r"SIGSTKSZ"),
    ("sigprocmask", ["asm/signal.h"], r"SIG_(BLOCK|UNBLOCK|SETMASK)"),
    ("sigaction", ["asm/signal.h"], r"SA_[A-Z]+"),
    ("af", SOCKET, r"AF_[A-Z0-9]+", NOT),
    ("sock", SOCKET, r"SOCK_[A-Z]+"),
    ("ipproto", ["netinet/in.h"], r"IPPROTO_[A-Z0-9]+", NOT),
    ("sol", SOCKET + ["linux/tcp.h"], r"SOL_[A-Z0-9]+", r"SOL_RAW_"),
    ("sol", ["netinet/in.h"], r"SOL_(IP|IPV6|ICMPV6)"),
    ("sol", ["netinet/tcp.h"], r"SOL_TCP"),
    ("sol", ["netinet/udp.h"], r"SOL_UDP"),
    ("so", ["asm/socket.h"], r"SO_[A-Z0-9_]+"),
    ("tcp", ["linux/tcp.h"], r"TCP_[A-Z0-9_]+",
     r"TCP_(MSS_DEFAULT|MSS_DESIRED|MD5SIG_\w+|FLAG_\w+|DATA_OFFSET|RESERVED_BITS|CA_\w+|"
     r"RECEIVE_ZEROCOPY_FLAG_\w+|\w*_QUEUE|NO_QUEUE|QUEUES_NR|NLA_\w+|"
     r"REPAIR_(ON|OFF|OFF_NO_WP)|AO_KEYF_\w+)"),
    ("udp", ["linux/udp.h"], r"UDP_[A-Z0-9_]+", r"UDP_ENCAP_.+"),
    ("ip", ["linux/in.h"], r"IP_[A-Z_]+", r"IP_PMTUDISC_.*|IP_DEFAULT_.*|IP_MAX_.*"),
    ("ip", ["linux/in.h"], r"MCAST_[A-Z_]+", r"MCAST_(EXCLUDE|INCLUDE)"),
    ("ipv6", ["linux/in6.h"], r"IPV6_[A-Z0-9_]+",
     r"IPV6_(PMTUDISC|FL|TLV|PRIORITY|FLOWINFO|PREFER|OPTS)_.*"),
    ("packet", ["linux/if_packet.h"], r"PACKET_[A-Z_0-9]+",
     r"PACKET_(HOST|BROADCAST|MULTICAST|OTHERHOST|OUTGOING|LOOPBACK|USER|KERNEL|FASTROUTE)"
     r"|PACKET_(MR|FANOUT_(HASH|LB|CPU|ROLLOVER|RND|QM|CBPF|EBPF|FLAG)).*"),
    ("netlink_option", ["linux/netlink.h"],
     r"NETLINK_(ADD|DROP|LIST)_[A-Z]+|NETLINK_(PKTINFO|BROADCAST_ERROR|NO_ENOBUFS|RX_RING|TX_RING|"
     r"LISTEN_ALL_NSID|CAP_ACK|EXT_ACK|GET_STRICT_CHK)"),
    ("netlink", ["linux/netlink.h"],
     r"NETLINK_(ROUTE|UNUSED|USERSOCK|FIREWALL|SOCK_DIAG|INET_DIAG|NFLOG|XFRM|SELINUX|ISCSI|AUDIT|"
     r"FIB_LOOKUP|CONNECTOR|NETFILTER|IP6_FW|DNRTMSG|KOBJECT_UEVENT|GENERIC|SCSITRANSPORT|"
     r"ECRYPTFS|RDMA|CRYPTO|SMC)"),
    ("eth_p", ["linux/if_ether.h"], r"ETH_P_[A-Z0-9_]+"),
    ("msg", SOCKET, r"MSG_[A-Z_]+"),
    ("shut", SOCKET, r"SHUT_[A-Z]+"),
    ("scm", SOCKET, r"SCM_[A-Z]+"),
    ("mount", ["linux/mount.h"], r"MS_[A-Z]+"),
    ("umount", ["sys/mount.h"], r"MNT_[A-Z]+|UMOUNT_NOFOLLOW"),
    ("fsopen", ["linux/mount.h"], r"FSOPEN_[A-Z_]+"),
    ("fsmount", ["linux/mount.h"], r"FSMOUNT_[A-Z_]+"),
    ("fspick", ["linux/mount.h"], r"FSPICK_[A-Z_]+"),
    ("fsconfig", ["linux/mount.h"], r"FSCONFIG_[A-Z_]+"),
    ("mount_attr", ["linux/mount.h"], r"MOUNT_ATTR_[A-Z_]+", NOT + r"|MOUNT_ATTR_(_ATIME|SIZE.*)"),
    ("move_mount", ["linux/mount.h"], r"MOVE_MOUNT_[A-Z_]+", NOT + r"|MOVE_MOUNT__.*"),
    ("open_tree", ["linux/mount.h"], r"OPEN_TREE_CLONE"),
    ("seek", ["linux/fs.h"], r"SEEK_[A-Z]+", NOT),
    ("rename", ["linux/fs.h"], r"RENAME_[A-Z]+"),
    ("resolve", ["linux/openat2.h"], r"RESOLVE_[A-Z_]+"),
    ("rwf", ["linux/fs.h"], r"RWF_[A-Z]+", r"RWF_SUPPORTED"),
    ("falloc", ["linux/falloc.h"], r"FALLOC_FL_[A-Z_]+"),
    ("splice", ["-D_GNU_SOURCE", "fcntl.h"], r"SPLICE_F_[A-Z]+"),
    ("sync_file_range", ["linux/fs.h"], r"SYNC_FILE_RANGE_[A-Z_]+"),
    ("xattr", ["linux/xattr.h"], r"XATTR_(CREATE|REPLACE)"),
    ("statx", ["linux/stat.h"], r"STATX_[A-Z_0-9]+", r"STATX_(ATTR_.*|_RESERVED)|STATX__RESERVED"),
    ("statx_attr", ["linux/stat.h"], r"STATX_ATTR_[A-Z]+"),
    ("close_range", ["linux/close_range.h"], r"CLOSE_RANGE_[A-Z]+"),
    ("fs_flag", ["linux/fs.h"], r"FS_[A-Z0-9]+_FL", r"FS_RESERVED_FL"),
    ("fs_xflag", ["linux/fs.h"], r"FS_XFLAG_[A-Z]+"),
    ("ioctl", IOCTL, r"FS_IOC32?_[A-Z_]+"),
    ("ioctl", IOCTL + ["linux/fscrypt.h", "linux/fsverity.h"], r"FS_IOC_[A-Z_0-9]+"),
    ("ioctl", IOCTL, r"FICLONE|FICLONERANGE|FIDEDUPERANGE|FIBMAP|FIGETBSZ|FIFREEZE|FITHAW|FITRIM"),
    ("ioctl", ["asm/ioctls.h", "asm/termbits.h", "sys/ioctl.h"],
     r"(TC|TIO|FIO)[A-Z0-9]+", r"TC(I|O|IO)(FLUSH|OFF|ON)|TCO(OFF|ON)|TCSA.*|TCI(OFF|ON)|"
     r"TIOCM_.*|TIOCPKT_.*|TIOCSER_TEMT"),
    ("ioctl", ["linux/sockios.h"], r"SIOC[A-Z0-9]+", r"SIOC(DEVPRIVATE|PROTOPRIVATE)"),
    ("ioctl", ["linux/fs.h"], r"BLK[A-Z0-9]+"),
    ("ioctl", ["linux/if_tun.h"], r"TUN(SET|GET|ATTACH|DETACH)[A-Z]+"),
    ("ioctl", ["linux/loop.h"], r"LOOP_(SET|CLR|GET|CHANGE|CTL|CONFIGURE)[A-Z_0-9]*",
     r"LOOP_SET_STATUS_\w+|LOOP_CONFIGURE_\w+"),
    ("ioctl", ["linux/perf_event.h"], r"PERF_EVENT_IOC_[A-Z_]+"),
    ("ioctl", ["linux/userfaultfd.h"], r"UFFDIO_[A-Z]+", r"UFFDIO"),
    ("ioctl", ["linux/kvm.h"], r"KVM_(CREATE|GET|SET|RUN|CHECK|ENABLE)[A-Z0-9_]*",
     r"KVM_CREATE_DEVICE_TEST|KVM_RUN_\w+|KVM_GET_DEVICE_\w+"),
    ("ioctl", ["linux/random.h"], r"RND[A-Z]+", r"RND"),
    ("ioctl", ["linux/vt.h", "linux/kd.h"], r"VT_(OPENQRY|GETMODE|SETMODE|GETSTATE|ACTIVATE|"
     r"WAITACTIVE|DISALLOCATE|LOCKSWITCH|UNLOCKSWITCH)|KD(GETMODE|SETMODE|GKBMODE|SKBMODE)"),
    ("ioctl", ["linux/nsfs.h"], r"NS_GET_[A-Z_]+"),
    ("ioctl", ["linux/fiemap.h", "linux/fs.h"], r"FS_IOC_FIEMAP"),
    ("ioctl", ["linux/watchdog.h"], r"WDIOC_[A-Z]+"),
    ("ioctl", ["linux/rtc.h"], r"RTC_[A-Z_]+",
     r"RTC_(MAX_.*|FEATURE.*|PF|AF|UF|IRQF|PARAM_.*|BSM_.*|VL_(DATA|BACKUP|ACCURACY).*)"),
    ("ioctl", ["linux/fuse.h"], r"FUSE_DEV_IOC_[A-Z]+"),
    ("ioctl", ["linux/seccomp.h"], r"SECCOMP_IOCTL_NOTIF_[A-Z_]+"),
    ("kexec", ["linux/kexec.h"], r"KEXEC_(ON_CRASH|PRESERVE_CONTEXT|UPDATE_ELFCOREHDR)"),
    ("kexec_arch", ["linux/kexec.h"], r"KEXEC_ARCH_[A-Z0-9_]+", NOT),
    ("kexec_file", ["linux/kexec.h"], r"KEXEC_FILE_[A-Z_]+"),
    ("prctl", ["linux/prctl.h"], r"PR_[A-Z0-9_]+", PR_VALUES),
    ("prctl_value", ["linux/prctl.h"], PR_VALUES, NOT),
    ("rlimit", ["sys/resource.h"], r"RLIMIT_[A-Z]+", r"RLIMIT_NLIMITS"),
    ("rlimit", ["asm/resource.h"], r"RLIMIT_[A-Z]+"),
    ("rlim", ["linux/resource.h"], r"RLIM64?_INFINITY"),
    ("prio", ["linux/resource.h"], r"PRIO_(PROCESS|PGRP|USER)"),
    ("itimer", ["linux/time.h"], r"ITIMER_[A-Z]+"),
    ("rusage", ["linux/resource.h"], r"RUSAGE_[A-Z]+"),
    ("clock", ["linux/time.h"], r"CLOCK_[A-Z_]+"),
    ("timer", ["linux/time.h"], r"TIMER_ABSTIME"),
    ("timerfd", ["linux/timerfd.h"], r"TFD_[A-Z_]+", r"TFD_\w*FLAGS"),
    ("timex", ["linux/timex.h"], r"ADJ_[A-Z]+", r"ADJ_ADJTIME"),
    ("sched", ["linux/sched.h"], r"SCHED_[A-Z_]+", r"SCHED_FLAG_.*|SCHED_FIXEDPOINT.*"),
    ("sched_flag", ["linux/sched.h"], r"SCHED_FLAG_[A-Z_]+",
     r"SCHED_FLAG_(ALL|KEEP_ALL|UTIL_CLAMP)"),
    ("ioprio", ["linux/ioprio.h"], r"IOPRIO_WHO_[A-Z]+"),
    ("wait", ["linux/wait.h"], r"W[A-Z]+|__W[A-Z]+"),
    ("idtype", ["linux/wait.h"], r"P_[A-Z]+"),
    ("epoll_op", ["linux/eventpoll.h"], r"EPOLL_CTL_[A-Z]+"),
    ("epoll_create", ["linux/eventpoll.h"], r"EPOLL_CLOEXEC"),
    ("epoll", ["linux/eventpoll.h"], r"EPOLL[A-Z]+"),
    ("poll", ["asm/poll.h"], r"POLL[A-Z]+", r"POLLFREE|POLL_BUSY_LOOP|POLLREMOVE"),
    ("eventfd", ["sys/eventfd.h"], r"EFD_[A-Z]+"),
    ("signalfd", ["linux/signalfd.h"], r"SFD_[A-Z]+"),
    ("inotify_init", ["linux/inotify.h"], r"IN_(CLOEXEC|NONBLOCK)"),
    ("inotify", ["linux/inotify.h"], r"IN_[A-Z_]+", r"IN_(CLOEXEC|NONBLOCK|ALL_EVENTS)"),
    ("fanotify_init", ["linux/fanotify.h"], r"FAN_(CLOEXEC|NONBLOCK|CLASS_[A-Z]+|UNLIMITED_[A-Z]+|"
     r"ENABLE_AUDIT|REPORT_[A-Z_]+)"),
    ("fanotify_mark", ["linux/fanotify.h"], r"FAN_MARK_[A-Z_]+"),
    ("fanotify", ["linux/fanotify.h"], r"FAN_(ACCESS|MODIFY|ATTRIB|CLOSE_WRITE|CLOSE_NOWRITE|OPEN|"
     r"MOVED_FROM|MOVED_TO|CREATE|DELETE|DELETE_SELF|MOVE_SELF|OPEN_EXEC|Q_OVERFLOW|FS_ERROR|"
     r"OPEN_PERM|ACCESS_PERM|OPEN_EXEC_PERM|RENAME|ONDIR|EVENT_ON_CHILD)"),
    ("memfd", ["linux/memfd.h"], r"MFD_[A-Z_]+", NOT + r"|MFD_HUGE_.*"),
    ("pidfd", ["linux/pidfd.h"], r"PIDFD_[A-Z]+"),
    ("futex", ["linux/futex.h"], r"FUTEX_[A-Z_]+",
     r"FUTEX_(OP_.*|WAITV_MAX|WAITERS|OWNER_DIED|TID_MASK|BITSET_MATCH_ANY|CMD_MASK|"
     r"\w+_PRIVATE|32)"),
    ("ipc", ["linux/ipc.h"], r"IPC_(CREAT|EXCL|NOWAIT)"),
    ("ipc_ctl", ["linux/ipc.h"], r"IPC_(RMID|SET|STAT|INFO)"),
    ("sem_ctl", ["linux/sem.h"],
     r"GET(PID|VAL|ALL|NCNT|ZCNT)|SET(VAL|ALL)|SEM_(STAT|INFO|STAT_ANY)"),
    ("shmget", ["linux/shm.h"], r"SHM_(HUGETLB|NORESERVE)"),
    ("shmat", ["linux/shm.h"], r"SHM_(RDONLY|RND|REMAP|EXEC)"),
    ("shm_ctl", ["linux/shm.h"], r"SHM_(LOCK|UNLOCK|STAT|INFO|STAT_ANY)"),
    ("msg_ctl", ["linux/msg.h"], r"MSG_(STAT|INFO|STAT_ANY)"),
    ("msg_recv", ["linux/msg.h"], r"MSG_(NOERROR|EXCEPT|COPY)"),
    ("cap", ["linux/capability.h"], r"CAP_[A-Z0-9_]+", NOT + r"|CAP_LAST_CAP"),
    ("keyctl", ["linux/keyctl.h"], r"KEYCTL_[A-Z0-9_]+",
     r"KEYCTL_(SUPPORTS|CAPS[01]|MOVE_EXCL)_?.*"),
    ("key", ["linux/keyctl.h"], r"KEY_SPEC_[A-Z_]+"),
    ("bpf", ["linux/bpf.h", "enum bpf_cmd"], r"BPF_\w+", NOT),
    ("bpf_map", ["linux/bpf.h", "enum bpf_map_type"], r"BPF_\w+", NOT),
    ("bpf_prog", ["linux/bpf.h", "enum bpf_prog_type"], r"BPF_\w+", NOT),
    ("bpf_attach", ["linux/bpf.h", "enum bpf_attach_type"], r"BPF_\w+", NOT),
    ("seccomp", ["linux/seccomp.h"], r"SECCOMP_(SET_MODE|GET)_[A-Z_]+"),
    ("seccomp_filter", ["linux/seccomp.h"], r"SECCOMP_FILTER_FLAG_[A-Z_]+"),
    ("getrandom", ["linux/random.h"], r"GRND_[A-Z]+"),
    ("reboot", ["linux/reboot.h"], r"LINUX_REBOOT_CMD_[A-Z0-9_]+"),
    ("reboot_magic", ["linux/reboot.h"], r"LINUX_REBOOT_MAGIC[A-Z0-9]*"),
    ("kcmp", ["linux/kcmp.h"], r"KCMP_[A-Z]+", r"KCMP_TYPES"),
    ("membarrier", ["linux/membarrier.h"], r"MEMBARRIER_CMD_[A-Z_]+",
     r"MEMBARRIER_CMD_(FLAG_.*|SHARED)"),
    ("landlock", ["linux/landlock.h"], r"LANDLOCK_RULE_[A-Z_]+"),
    ("landlock_create", ["linux/landlock.h"], r"LANDLOCK_CREATE_RULESET_[A-Z]+"),
    ("io_uring_enter", ["linux/io_uring.h"], r"IORING_ENTER_[A-Z_]+"),
    ("io_uring_register", ["linux/io_uring.h"], r"IORING_(UN)?REGISTER_[A-Z0-9_]+",
     r"IORING_REGISTER_(LAST|FILES_SKIP|USE_.*)"),
    ("perf", ["linux/perf_event.h"], r"PERF_FLAG_[A-Z_]+"),
    ("userfaultfd", ["linux/userfaultfd.h", "linux/fcntl.h"], r"UFFD_USER_MODE_ONLY"),
    ("swap", ["sys/swap.h"], r"SWAP_FLAG_[A-Z]+", NOT),
    ("quota", ["linux/quota.h"], r"Q_[A-Z]+", r"Q_XGET.*"),
    ("module", ["linux/module.h"], r"MODULE_INIT_[A-Z_]+"),
    ("personality", ["linux/personality.h"], r"PER_[A-Z0-9_]+", r"PER_(CLEAR_.*)|" + NOT),
    ("personality_flag", ["linux/personality.h"], r"(UNAME26|ADDR_NO_RANDOMIZE|FDPIC_FUNCPTRS|"
     r"MMAP_PAGE_ZERO|ADDR_COMPAT_LAYOUT|READ_IMPLIES_EXEC|ADDR_LIMIT_32BIT|SHORT_INODE|"
     r"WHOLE_SECONDS|STICKY_TIMEOUTS|ADDR_LIMIT_3GB)"),
    ("arch_prctl", ["asm/prctl.h"], r"ARCH_[A-Z0-9_]+"),
    ("socketcall", ["linux/net.h"], r"SYS_[A-Z0-9]+"),
    ("ipc_call", ["linux/ipc.h"], r"(SEMOP|SEMGET|SEMCTL|SEMTIMEDOP|MSGSND|MSGRCV|MSGGET|MSGCTL|"
     r"SHMAT|SHMDT|SHMGET|SHMCTL)"),
    # of no parameter, but of use in a filter
    ("other", ["linux/ptrace.h", "linux/prctl.h", "linux/kexec.h", "linux/sched.h", "linux/fs.h",
               "linux/mman.h", "linux/fcntl.h", "sys/socket.h"],
     r"PTRACE_O_MASK|PR_\w+_(MASK|SHIFT|MAX)|KEXEC_(ARCH_MASK|SEGMENT_MAX)|CLONE_ARGS_\w+|"
     r"MAP_HUGE_(MASK|SHIFT)|F_LINUX_SPECIFIC_BASE|SEEK_MAX|AF_MAX"),
]


def compiler(headers):
    """The compiler's options, and the lines that include the headers."""
    options = [h for h in headers if h.startswith("-")]
    includes = "".join(f"#include <{h}>\n" for h in headers if h.endswith(".h"))
    return [CC, *options, "-x", "c", "-"], includes


def run(command, source, *more):
    return subprocess.run([*command, *more], input=source, text=True, capture_output=True,
                          check=False)


def names_of(headers, pattern, without):
    """Macros and enum constants of that form; those of one enum, if it is named."""
    command, source = compiler(headers)
    enum = next((h for h in headers if h.startswith("enum ")), r"\benum\b[^{};]*")
    names = []
    if not enum.startswith("enum "):
        macros = run(command, source, "-E", "-dM").stdout
        names = re.findall(r"^#define (\w+)[ \n]", macros, re.M)
    text = run(command, source, "-E", "-P").stdout
    for body in re.findall(enum + r"\s*\{([^}]*)\}", text):
        names += re.findall(r"(?:^|,)\s*(\w+)", body)
    wanted = re.compile(pattern)
    unwanted = re.compile(without or r"\b\B")
    return sorted({n for n in names if wanted.fullmatch(n) and not unwanted.fullmatch(n)})


def values_of(headers, names):
    """What the compiler makes of them; names that are no integers are left out."""
    command, source = compiler(headers)
    first = source.count("\n") + 1
    tests = "".join(f"_Static_assert(({n}) + 0LL || 1, \"\");\n" for n in names)
    errors = run(command, source + tests, "-fsyntax-only", "-fmax-errors=0").stderr
    wrong = {int(line) for line in re.findall(r"^<stdin>:(\d+):\d+: error", errors, re.M)}
    names = [n for i, n in enumerate(names) if first + i not in wrong]
    arrays = "".join(f"long long value_{i} = (long long)({n});\n" for i, n in enumerate(names))
    assembly = run(command, source + arrays, "-S", "-o", "-", "-fno-zero-initialized-in-bss").stdout
    values = {}
    for i, name in enumerate(names):
        found = re.search(rf"^value_{i}:\n((?:\s+\.\w+\s+-?\d+\n)+)", assembly, re.M)
        if not found:
            sys.exit(f"{name} of {headers} is no constant")
        values[name] = number(found.group(1))
    return values


def number(data):
    """A .quad, or the two .long of 32-bit code, or .zero."""
    words = re.findall(r"\.(\w+)\s+(-?\d+)", data)
    if words[0][0] == "zero":
        return 0
    value = 0
    for i, (_, word) in enumerate(words):
        value |= (int(word) & (0xffffffff if len(words) > 1 else ~0)) << (32 * i)
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def main():
    groups = {}
    owner = {}
    for group, headers, pattern, *without in GROUPS:
        names = names_of(headers, pattern, without[0] if without else None)
        if not names:
            sys.exit(f"{group}: {headers} have no {pattern}")
        for name, value in values_of(headers, names).items():
            where, known = owner.setdefault(name, (group, value))
            if known != value and not (where == group):
                sys.exit(f"{name} is {known} in {where} and {value} in {group}")
            if where == group:
                groups.setdefault(group, {})[name] = value
    print("# SPDX-License-Identifier: GPL-2.0-only")
    print("# Named numbers for rules, written by grammar/constants.py: group name value.")
    print("# Where several names have one value, the first is the one that is printed.")
    for group, values in groups.items():
        for name, value in sorted(values.items(),
                                  key=lambda v: (v[1], v[0] in ALIASES, v[0])):
            print(group, name, value)


if __name__ == "__main__":
    sys.exit(main())
