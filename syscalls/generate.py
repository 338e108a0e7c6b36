#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Generates syscalls.tbl from the kernel's own description of its system calls.

    ./generate.py /usr/src/linux-source-6.1 /usr/src/linux-source-6.12 > syscalls.tbl

Each argument is an unpacked kernel source tree, oldest first.  Numbers and entry
points come from arch/x86/entry/syscalls/*.tbl, parameters from the
SYSCALL_DEFINEn and COMPAT_SYSCALL_DEFINEn prototypes of the whole tree.  The
union of the trees is written: what a newer tree says wins, what only an older
one has stays.  Only a developer who adds a kernel runs this; the build does not.
"""

import os
import re
import sys
from collections import namedtuple

sys.dont_write_bytecode = True  # this folder goes into the tools' library as it is

from calltypes import HEADER, parameter_name, parameter_type

ABIS = ("x86_64", "ia32", "x32")

# "entry" is the kernel function's name as the DEFINE macro has it, with the
# prefix compat_ for COMPAT_SYSCALL_DEFINE.
Prototype = namedtuple("Prototype", "entry params file")  # params: [(ctype, name)]


def fail(message):
    sys.exit(f"generate.py: {message}")


# ---------------------------------------------------------------- numbers

def table_entries(tree):
    """Yields (name, abi, number, entry) for every implemented call."""
    folder = os.path.join(tree, "arch/x86/entry/syscalls")
    for table in ("syscall_64.tbl", "syscall_32.tbl"):
        for line in open(os.path.join(folder, table), encoding="utf-8"):
            words = line.split("#")[0].split()
            if len(words) < 4:
                continue
            number, column, name = int(words[0]), words[1], words[2]
            native = words[3]
            compat = words[4] if len(words) > 4 and words[4] != "-" else native
            entry = {"i386": compat}.get(column, native)
            if entry == "sys_ni_syscall":
                continue
            for abi in {"i386": ["ia32"], "64": ["x86_64"], "x32": ["x32"],
                        "common": ["x86_64", "x32"]}[column]:
                yield name, abi, number, re.sub(r"^(compat_)?sys_", r"\1", entry)


# ------------------------------------------------------------- prototypes

DEFINE = re.compile(
    r"^[ \t]*(COMPAT_SYSCALL|SYSCALL32|SYSCALL)_DEFINE([0-6])\s*\(", re.M)

# Where one call has several prototypes, the one for x86 is under these.
CONFIG_OF_X86 = {
    "CONFIG_CLONE_BACKWARDS": False,
    "CONFIG_CLONE_BACKWARDS2": False,
    "CONFIG_CLONE_BACKWARDS3": False,
    "CONFIG_OLD_SIGSUSPEND": False,
    "CONFIG_OLD_SIGSUSPEND3": True,
    "CONFIG_OLD_SIGACTION": True,
    "CONFIG_COMPAT_OLD_SIGACTION": True,
    "CONFIG_ODD_RT_SIGACTION": False,
    "CONFIG_MMU": True,
    "CONFIG_X86_32": False,
    "CONFIG_64BIT": True,
}


# Files that stand in for others where x86 has no choice.
NOT_FOR_X86 = ("posix-stubs.c", "nommu.c")


def lines_for_x86(text):
    """Blanks the branches of #if that x86 does not compile, so far as CONFIG_OF_X86 knows."""
    out, stack = [], []  # stack of [kept now, some branch was surely taken]
    for line in text.split("\n"):
        directive = re.match(r"\s*#\s*(ifdef|ifndef|if|elif|else|endif)\b\s*(.*)", line)
        if not directive:
            out.append(line if all(kept for kept, _ in stack) else "")
            continue
        word, condition = directive.groups()
        if word in ("ifdef", "ifndef", "if"):
            known = CONFIG_OF_X86.get(re.sub(r"^defined\s*\(?|\)?\s*(/\*.*)?$", "", condition).strip())
            if known is not None and word == "ifndef":
                known = not known
            stack.append([known is not False, known is True])
        elif word == "endif":
            stack.pop()
        else:
            known = word == "else" or CONFIG_OF_X86.get(
                re.sub(r"^defined\s*\(?|\)?\s*$", "", condition).strip())
            kept = not stack[-1][1] and known is not False
            stack[-1] = [kept, stack[-1][1] or (kept and known is True and word == "elif")]
        out.append("")
    return "\n".join(out)


def balanced(text, start):
    """The text between the parenthesis before `start` and its partner."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return text[start:at]
    fail("unbalanced parenthesis in a DEFINE")


def split_arguments(text):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)
    # A 64-bit argument that arrives in two registers, low half first on x86.
    text = re.sub(r"\b(?:SC_ARG64|compat_arg_u64_dual)\s*\(\s*(\w+)\s*\)",
                  r"u32, \1_lo, u32, \1_hi", text)
    return [" ".join(word.split()) for word in text.split(",")]


def prototypes(tree):
    """entry -> Prototype for every DEFINE that an x86 kernel may compile."""
    found = {}
    for folder, folders, files in os.walk(tree):
        if os.path.basename(folder) == "arch":
            folders[:] = ["x86"]
        folders[:] = sorted(d for d in folders if d not in
                            ("um", "tools", "Documentation", "samples", "selftests"))
        for name in sorted(files):
            if not name.endswith(".c") or name in NOT_FOR_X86:
                continue
            path = os.path.join(folder, name)
            text = open(path, encoding="utf-8", errors="replace").read()
            if "SYSCALL" not in text or not DEFINE.search(text):
                continue
            text = lines_for_x86(text)
            for match in DEFINE.finditer(text):
                collect(found, match, text, os.path.relpath(path, tree))
    return found


def collect(found, match, text, file):
    kind, count = match.group(1), int(match.group(2))
    words = split_arguments(balanced(text, match.end()))
    entry = ("" if kind == "SYSCALL" else "compat_") + words[0]
    pairs = list(zip(words[1::2], words[2::2]))
    if len(words) != 1 + 2 * count:
        fail(f"{file}: {match.group(0)}{words[0]}: {len(words) - 1} words for {count} parameters")
    new = Prototype(entry, pairs, file)
    old = found.setdefault(entry, new)
    if old.params != pairs:
        fail(f"{entry}: two prototypes, {old.file} {old.params} and {file} {pairs}:"
             " teach CONFIG_OF_X86 which one x86 has")


def not_implemented(tree):
    """Entries that answer ENOSYS where no code is compiled in."""
    text = open(os.path.join(tree, "kernel/sys_ni.c"), encoding="utf-8").read()
    return {("compat_" if compat else "") + name
            for compat, name in re.findall(r"^COND_SYSCALL(_COMPAT)?\((\w+)\)", text, re.M)}


# ------------------------------------------------------------------ union

class Call:
    def __init__(self):
        self.numbers = {}     # abi -> number
        self.params = {}      # abi -> [(name, type)]


def typed(name, proto):
    params = []
    for ctype, spelling in proto.params:
        pname = parameter_name(spelling)
        try:
            params.append((pname, parameter_type(name, ctype, pname)))
        except KeyError:
            fail(f"{proto.file}: {name}: teach calltypes.py the type '{ctype}' of {pname}")
    return params


def same_names(native, other):
    """Gives the entry of another ABI the native parameter names, where they align.

    The compat prototypes often spell the same parameter otherwise (ubuf, buf);
    who writes PARAMS.buf should not have to know.  One 64-bit parameter may
    stand where the other has two halves.  Left alone if the order differs.
    """
    names = [name for name, _ in native]
    aligned, at = [], 0
    for index, (name, kind) in enumerate(native):
        if kind in ("loff", "s64", "u64") and at + 1 < len(other) and \
                other[at][1] in ("uint", "u32", "ulong") and len(other) > len(native):
            aligned += [(name + "_lo", other[at][1]), (name + "_hi", other[at + 1][1])]
            at += 2
        elif at < len(other):
            if other[at][0] in names and names.index(other[at][0]) != index:
                return other
            aligned.append((name, other[at][1]))
            at += 1
        else:
            return other
    return aligned if at == len(other) else other


def merge(trees):
    calls = {}
    for tree in trees:
        protos, stubs = prototypes(tree), not_implemented(tree)
        for name, abi, number, entry in table_entries(tree):
            proto = protos.get(entry)
            if proto is None:
                if entry in stubs:  # the number is taken, the code is gone
                    continue
                fail(f"{tree}: {name} ({abi}): no DEFINE of {entry}")
            params = typed(name, proto)
            call = calls.setdefault(name, Call())
            if call.numbers.setdefault(abi, number) != number:
                fail(f"{name}: number differs between the trees")
            old = call.params.get(abi)
            if old is not None and params[:len(old)] == old:
                params = old  # what a newer kernel adds is nothing in an older one
            if old is not None and len(old) != len(params):
                fail(f"{name} ({abi}): parameter count differs between the trees")
            call.params[abi] = params
    for call in calls.values():
        base = call.params[next(a for a in ABIS if a in call.params)]
        for abi in call.params:
            call.params[abi] = same_names(base, call.params[abi])
    return calls


def write(calls, trees, out):
    versions = ", ".join(kernel_version(tree) for tree in trees)
    out.write(HEADER.replace("@VERSIONS@", versions))
    for name in sorted(calls):
        call = calls[name]
        base = next(a for a in ABIS if a in call.params)
        numbers = " ".join(f"{a}={call.numbers[a]}" for a in ABIS if a in call.numbers)
        line(out, name, numbers, call.params[base])
        for abi in ABIS:
            if abi in call.params and call.params[abi] != call.params[base]:
                line(out, f"{name}/{abi}", "", call.params[abi])


def line(out, name, numbers, params):
    text = " ".join(f"{p}:{t}" for p, t in params)
    out.write(f"{name:<28} {numbers:<30} {text}".rstrip() + "\n")


def kernel_version(tree):
    makefile = open(os.path.join(tree, "Makefile"), encoding="utf-8").read()
    return ".".join(re.search(rf"^{part} = *(\d+)", makefile, re.M).group(1)
                    for part in ("VERSION", "PATCHLEVEL", "SUBLEVEL"))


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        sys.exit(2)
    write(merge(sys.argv[1:]), sys.argv[1:], sys.stdout)
