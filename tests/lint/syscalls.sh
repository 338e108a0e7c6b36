#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks the tables of syscalls/: their form, that they fit each other, and that
# the table of calls has every call of the kernels that the
# project is tested on.
#
#   tests/lint/syscalls.sh [HEADERS...]
#
# HEADERS: kernel header trees; those under build/kernels if none is given.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
table=$top/syscalls/syscalls.tbl
families=$top/syscalls/families.tbl
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

awk -f "$here/syscalls.awk" "$table" >"$tmp/form"
check "syscalls.tbl: every line has its form" "$tmp/form"

grep -v '^#' "$table" | awk '{ print $1 }' >"$tmp/names"
LC_ALL=C sort -c "$tmp/names" 2>"$tmp/sorted"
check "syscalls.tbl: sorted by name" "$tmp/sorted"

awk -f "$here/families.awk" "$table" "$families" "$families" >"$tmp/families"
check "families.tbl: names, guards and parameters fit syscalls.tbl" "$tmp/families"

awk -f "$here/params.awk" "$table" "$top/syscalls/structs.tbl" "$top/syscalls/params.tbl" >"$tmp/params"
check "params.tbl, structs.tbl: calls, parameters and structures fit, none is missing" "$tmp/params"

awk -f "$here/groups.awk" "$table" "$top/syscalls/groups.tbl" >"$tmp/groups"
check "groups.tbl: calls exist, @file and @desc are complete" "$tmp/groups"

awk -f "$here/uring.awk" "$table" "$top/syscalls/uring.tbl" >"$tmp/uring"
check "uring.tbl: calls exist, each operation is said once" "$tmp/uring"

constants=$top/grammar/src/main/resources/org/syscalltrack/lang/check/constants.tbl
awk -f "$here/names.awk" "$table" "$constants" "$top/syscalls/names.tbl" >"$tmp/names-of"
check "names.tbl: parameters and constants exist, each is said once" "$tmp/names-of"

if [ $# = 0 ]; then
	set -- "$top"/build/kernels/*/headers
fi
for tree; do
	case $tree in
	*/arm64-*) continue ;; # the table has x86's numbers alone
	esac
	uapi=$tree/arch/x86/include/generated/uapi/asm
	for pair in x86_64:unistd_64.h ia32:unistd_32.h x32:unistd_x32.h; do
		abi=${pair%%:*}
		header=$uapi/${pair#*:}
		if ! awk -v abi="$abi" -f "$here/numbers.awk" "$table" "$header" >"$tmp/numbers" 2>&1; then
			echo "cannot compare with $header" >>"$tmp/numbers"
		fi
		check "syscalls.tbl: has the $abi calls of $(basename "$(readlink -f "$tree")")" "$tmp/numbers"
	done
	header=$(find -L "$(readlink -f "$tree")/.." -path '*/uapi/linux/io_uring.h' | head -n 1)
	awk -v header="$header" -f "$here/uring.awk" "$table" "$top/syscalls/uring.tbl" "$header" >"$tmp/uring" 2>&1
	check "uring.tbl: has the operations of $(basename "$(readlink -f "$tree")")" "$tmp/uring"
done

tap_end
