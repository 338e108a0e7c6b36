#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Is what the lists have tried?  Actions, opcodes, variables and ioctls of abi.txt and
# the operators that the compiler knows: each has a test that names it.  docs/adding.md
# tells which.

set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

# The third word of the lines of a list of abi.txt, the name in rules or dumps.
list() {
	awk -v list="$1" '$1 == list { print $3 }' abi/abi.txt
}

# missing MIN NAME: the lines of $tmp/all that are not in $tmp/tried are faults; so are
# fewer than MIN.
missing() {
	sort -u "$tmp/all" >"$tmp/all.sorted"
	sort -u "$tmp/tried" | comm -23 "$tmp/all.sorted" - >"$tmp/untried"
	[ "$(wc -l <"$tmp/all.sorted")" -ge "$1" ] || echo "the list is too short" >>"$tmp/untried"
	check "$2" "$tmp/untried"
}

# The rules of the accepted cases, without comments.
sed 's/^#.*//; s,//.*,,' tests/lang/ok/*.conf >"$tmp/cases"
# And their filters alone, without strings: words and signs, one a line.
tr '\n' ' ' <"$tmp/cases" | sed 's/"[^"]*"//g' | grep -oE 'filter_expression *\{[^}]*\}' |
	grep -oE '&&|\|\||~=|==|!=|<=|>=|<<|>>|[-+*/%&|^~!<>]|[A-Za-z_]+' >"$tmp/filters"

list action >"$tmp/all"
grep -oiE 'type *= *[A-Z]+' "$tmp/cases" | sed 's/.*= *//' >"$tmp/tried"
missing 4 "tests/lang/ok: each action has a case"

grep -oE 'type=[A-Z]+' tests/vm/cases/22-log.sh tests/vm/cases/25-actions.sh |
	sed 's/.*=//' >"$tmp/tried"
missing 4 "tests/vm/cases: 22-log.sh and 25-actions.sh try each action"

list op | tr 'A-Z' 'a-z' >"$tmp/all"
sed -n 's/^ *[0-9]*  \([a-z]*\)\( .*\)*$/\1/p' tests/lang/ok/*.dump >"$tmp/tried"
missing 40 "tests/lang/ok: each opcode is compiled to"

list var >"$tmp/all"
cp "$tmp/filters" "$tmp/tried"
missing 30 "tests/lang/ok: each variable is in a filter"

build/bin/sct_config list operators | tr ' ' '\n' >"$tmp/all"
missing 30 "tests/lang/ok: each operator has a case, in each of its spellings"

awk '$1 == "ioctl" { print $2 }' abi/abi.txt >"$tmp/all"
grep -oE 'expect\(E[A-Z0-9]+, SCT_IOC_[A-Z_]+' tests/vm/progs/bad_ioctl.c | sed 's/.* //' >"$tmp/tried"
missing 10 "bad_ioctl.c: each ioctl refuses something"

sed -n 's/^module_param_named(\([a-z]*\),.*/\1/p' tests/vm/kmod/test_functions.c >"$tmp/all"
grep -oE '((more_than|count) |parameters/)[a-z]+' tests/vm/cases/41-functions.sh | sed 's,.*[ /],,' >"$tmp/tried"
missing 4 "tests/vm/cases/41-functions.sh: looks at the calls of each hooked function"

tap_end
