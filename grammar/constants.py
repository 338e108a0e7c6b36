#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes constants.tbl: named numbers of the kernel's user-space headers.

Usage: grammar/constants.py >grammar/src/main/resources/org/syscalltrack/lang/check/constants.tbl

Each group is one set of headers and a pattern of names.  The compiler itself computes
the values, so that a name means here what it means in C on x86_64.
"""
import re
import subprocess
import sys
import tempfile

CC = "gcc"

# Names that share their number with a more usual one.
ALIASES = ("EWOULDBLOCK", "EDEADLOCK", "ENOTSUP")

# group, headers, names
GROUPS = [
    ("errno", ["errno.h"], r"E[A-Z0-9]+"),
    ("open", ["linux/fcntl.h"], r"O_[A-Z]+"),
    ("at", ["linux/fcntl.h"], r"AT_[A-Z_]+"),
    ("fcntl", ["linux/fcntl.h"], r"F_[A-Z0-9_]+"),
    ("access", ["unistd.h"], r"[RWXF]_OK"),
    ("stat", ["linux/stat.h"], r"S_I[A-Z]+"),
    ("prot", ["linux/mman.h"], r"PROT_[A-Z]+"),
    ("map", ["linux/mman.h"], r"MAP_[A-Z0-9_]+"),
    ("ptrace", ["linux/ptrace.h", "asm/ptrace-abi.h"], r"PTRACE_[A-Z0-9_]+"),
    ("clone", ["linux/sched.h"], r"CLONE_[A-Z0-9_]+"),
    ("signal", ["asm/signal.h"], r"SIG[A-Z0-9]+"),
    ("af", ["sys/socket.h"], r"AF_[A-Z0-9]+"),
    ("sock", ["sys/socket.h"], r"SOCK_[A-Z]+"),
    ("mount", ["linux/mount.h"], r"MS_[A-Z]+"),
    ("seek", ["linux/fs.h"], r"SEEK_[A-Z]+"),
    ("rename", ["linux/fs.h"], r"RENAME_[A-Z]+"),
    ("kexec", ["linux/kexec.h"], r"KEXEC_[A-Z_]+"),
    ("prctl", ["linux/prctl.h"], r"PR_[A-Z0-9_]+"),
]


def names_of(headers, pattern):
    """Macros and enum constants of that form, in the order of the headers."""
    source = "".join(f"#include <{h}>\n" for h in headers)
    macros = subprocess.run([CC, "-E", "-dM", "-x", "c", "-"], input=source, text=True,
                            capture_output=True, check=True).stdout
    names = re.findall(rf"^#define ({pattern}) ", macros, re.M)
    if headers == ["sys/socket.h"]:
        text = subprocess.run([CC, "-E", "-P", "-x", "c", "-"], input=source, text=True,
                              capture_output=True, check=True).stdout
        names += re.findall(rf"\b({pattern}) =", text)
    return source, sorted(set(names))


def is_integer(source, name):
    test = source + f"_Static_assert(({name}) + 0LL || 1, \"\");\n"
    return subprocess.run([CC, "-fsyntax-only", "-x", "c", "-"], input=test, text=True,
                          capture_output=True, check=False).returncode == 0


def values_of(source, names):
    names = [n for n in names if is_integer(source, n)]
    prints = "".join(f'printf("{n} %lld\\n", (long long)({n}));' for n in names)
    program = source + f"#include <stdio.h>\nint main(void) {{ {prints} return 0; }}\n"
    with tempfile.TemporaryDirectory() as scratch:
        binary = scratch + "/constants"
        subprocess.run([CC, "-x", "c", "-o", binary, "-"], input=program, text=True, check=True)
        lines = subprocess.run([binary], text=True, capture_output=True,
                               check=True).stdout.split("\n")
    return [line.split() for line in lines if line]


def main():
    print("# SPDX-License-Identifier: GPL-2.0-only")
    print("# Named numbers for rules, written by grammar/constants.py: group name value.")
    print("# Where several names have one value, the first is the one that is printed.")
    for group, headers, pattern in GROUPS:
        source, names = names_of(headers, pattern)
        values = values_of(source, names)
        values.sort(key=lambda v: (int(v[1]), v[0] in ALIASES, v[0]))
        for name, value in values:
            print(group, name, value)


if __name__ == "__main__":
    sys.exit(main())
