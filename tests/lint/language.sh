#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Compares sct_rules(5) with the compiler, which lists what it knows when it is
# asked for something unknown; and compiles a rule on every call of syscalls.tbl.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
page=$top/man/sct_rules.5
tool=$top/build/bin/sct_config
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# rule FIELD ACTIONFIELD: a rule with one more field in it or in its action.
rule() {
	echo "rule { syscall_name = open rule_name = r when = after $1 action { type = LOG $2 } }"
}

# Words of the hint that starts so, one a line: from 'hint: variables: A, B'.
known() {
	"$tool" check "$tmp/rules" 2>&1 | sed -n "s/^ *hint: $1: *//p" | tr -d ',' | tr ' ' '\n' | sort
}

# The items of a section of the page: their first words.
items() {
	sed -n "/^\.Ss $1/,/^\.S[sh] [^$(printf %.1s "$1")]/p" "$page" | sed -n "s/^\.It $2 \([^ ]*\).*/\1/p"
}

compare() {
	diff -u --label "man/sct_rules.5" --label "the compiler" "$tmp/page" "$tmp/tool" >"$tmp/differ"
	[ -s "$tmp/tool" ] || echo "the compiler lists nothing" >>"$tmp/differ"
	check "man/sct_rules.5: $1" "$tmp/differ"
}

rule "zzzzzzzzz = 1" "" >"$tmp/rules"
known "fields of a rule" >"$tmp/tool"
items "Fields of a rule" Cm | sort >"$tmp/page"
compare "the fields of a rule"

rule "" "zzzzzzzzz = 1" >"$tmp/rules"
known "fields of an action" >"$tmp/tool"
items Actions Cm | grep -v '^[A-Z]' | sort >"$tmp/page"
compare "the fields of an action"

rule "" "" | sed 's/LOG/ZZZZZZZZZ/' >"$tmp/rules"
known actions >"$tmp/tool"
items Actions Cm | grep '^[A-Z]' | sort >"$tmp/page"
compare "the types of actions"

"$tool" list variables | sed -n 's/^\([A-Z][A-Z_]*\).*/\1/p' | sort -u >"$tmp/tool"
items "Filter expressions" Li | sed -n 's/^\([A-Z][A-Z_]*\).*/\1/p' | sort -u >"$tmp/page"
compare "the variables"

rule "" "log_format { %zzzzzzzzz }" >"$tmp/rules"
known macros >"$tmp/tool"
sed -n '/^\.Ss Log formats/,/^\.Sh/s/^\.It Li \(%[a-z][a-z_]*\)\( .*\)*$/\1/p' "$page" | sort -u >"$tmp/page"
compare "the macros"

rule "" "" | sed 's/open/@zzzzzzzzz/' >"$tmp/rules"
known groups >"$tmp/tool"
items Groups Li | sort >"$tmp/page"
compare "the groups of calls"

awk '!/^#/ && NF && $1 !~ /\// {
	print "rule { syscall_name = " $1 " rule_name = on_" $1 \
	      " action { type = LOG continue = yes } when = before }"
}' "$top/syscalls/syscalls.tbl" >"$tmp/rules"
"$tool" check "$tmp/rules" >"$tmp/out" 2>&1 || echo "exit status $?" >>"$tmp/out"
[ "$(wc -l <"$tmp/rules")" -ge 400 ] || echo "there are too few calls" >>"$tmp/out"
check "a rule compiles on every call of syscalls.tbl" "$tmp/out"

"$tool" dump "$tmp/rules" 2>&1 | grep -c '^  on ' >"$tmp/tool"
awk '
	/^#/ || NF == 0 { next }
	FNR == NR {
		for (i = 2; i <= NF; i++)
			if (split($i, pair, "=") == 2) {
				entries++
				has[$1, pair[1]] = 1
			}
		next
	}
	# A line for one ABI stands for a plain one, or for the call itself.
	$3 !~ /\// {
		split("x86_64 ia32 x32", abis, " ")
		for (a in abis)
			if (($3, abis[a]) in has)
				entries++
	}
	END { print entries }
' "$top/syscalls/syscalls.tbl" "$top/syscalls/families.tbl" >"$tmp/page"
diff -u --label "the tables" --label "the compiler" "$tmp/page" "$tmp/tool" >"$tmp/differ"
check "all entries of each call and of its family are bound" "$tmp/differ"

tap_end
