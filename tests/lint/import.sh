#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Rules that nobody here wrote: the samples of Debian's auditd, imported.  Of the
# lines that are rules, 95 of 100 become rules that compile, file by file and together.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

samples=build/audit/root/usr/share/doc/auditd/examples/rules
scripts/fetch-audit >"$tmp/fetch" 2>&1 || { cat "$tmp/fetch"; exit 1; }

# said FILE: of its last line, "RULES SAID", settings aside.
said() {
	tail -n 1 "$1" | awk '{
		for (i = 1; i < NF; i++) {
			if ($i == "lines:") lines = $(i - 1)
			if ($(i + 1) == "said" && $(i + 2) == "by") said = $i
			if ($(i + 1) == "in" && $(i + 2) == "what") said += $i
			if ($(i + 1) ~ /^settings/) settings = $i
		}
		print lines - settings, said + 0
	}'
}

build/bin/sct_config import --from audit "$samples"/*.rules >"$tmp/all.conf" 2>"$tmp/said"
build/bin/sct_config check "$tmp/all.conf" 2>&1 | grep -A4 ': error:' >"$tmp/faults"
check "all samples of auditd, imported, compile" "$tmp/faults"

said "$tmp/all.conf" | {
	read -r rules said
	: >"$tmp/faults"
	echo "# $(tail -n 1 "$tmp/all.conf")"
	[ "$rules" -ge 200 ] || echo "only $rules rules in the samples" >>"$tmp/faults"
	[ $((said * 100)) -ge $((rules * 95)) ] || { echo "$said of $rules are said"; cat "$tmp/said"; } >>"$tmp/faults"
}
check "95 of 100 sample rules are said" "$tmp/faults"

# Nothing is dropped: each line of the samples is in what was made.
grep -hv '^[[:space:]]*$' "$samples"/*.rules | sed 's/[[:space:]]*$//' | sort -u >"$tmp/lines"
sed 's/^# [^ ]*\.rules:[0-9]*: //; s/[[:space:]]*$//' "$tmp/all.conf" | sort -u >"$tmp/made"
comm -23 "$tmp/lines" "$tmp/made" | head >"$tmp/faults"
[ -s "$tmp/lines" ] || echo "no lines" >>"$tmp/faults"
check "each line and comment of the samples is there" "$tmp/faults"

tap_end
