#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The codes of messages: each is used, none is used for something else than before,
# and the commands that are shown as examples do say them.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2
PATH=$top/build/bin:$PATH

headings() {
	sed -n 's/^\([EWN][0-9]\{4\} [A-Z0-9_]*\): .*/sct-\1/p' messages/*.msg | sort
}

headings >"$tmp/now"
grep -v '^#' messages/codes.txt | grep -v ' retired$' | sort | diff - "$tmp/now" |
	sed -n 's/^< \(.*\)/\1 has no entry: is it retired?/p; s/^> \(.*\)/\1 is not in codes.txt: messages\/renew/p' >"$tmp/out"
check "messages/codes.txt has the codes of the entries" "$tmp/out"

grep -v '^#' messages/codes.txt | cut -d ' ' -f 1 | sort | uniq -d |
	sed 's/$/ has two meanings/' >"$tmp/out"
check "no code is used again" "$tmp/out"

# What sources call it: ErrorCode.NAME.
grep -rhoE --include=*.java '\b(Error|Warning|Note)Code\.[A-Z0-9_]+' ./*/src/main | sort -u >"$tmp/used"
while read -r code name; do
	case $code in
	sct-E*) kind=ErrorCode ;;
	sct-W*) kind=WarningCode ;;
	*) kind=NoteCode ;;
	esac
	grep -qx "$kind\.$name" "$tmp/used" || echo "$code: no message has $kind.$name"
done <"$tmp/now" >"$tmp/out"
check "each code is that of a message" "$tmp/out"

# What is printed with "error:" or "warning:" and has no code.
grep -rnE --include=*.java '"(error|warning|note): |: (error|warning|note): ' ./*/src/main |
	grep -v '/diag/\|^[^:]*:[0-9]*: *\*' >"$tmp/out"
check "no message goes round its code" "$tmp/out"

# CODE COMMAND of the entries with a command, and DIR/CODE with their examples.
awk -v dir="$tmp" '
	/^[EWN][0-9]+ / { code = "sct-" $1; example = 0 }
	/^command: / { sub(/^command: /, ""); print code, $0 }
	/^example:/ { example = 1; next }
	/^$/ { example = 0 }
	example { print substr($0, 3) >(dir "/" code) }
' messages/*.msg >"$tmp/commands"
while read -r code command; do
	mkdir "$tmp/run"
	[ ! -e "$tmp/$code" ] || cp "$tmp/$code" "$tmp/run/example.conf"
	(cd "$tmp/run" && sh -c "$command" >out 2>&1 </dev/null)
	grep -qF "[$code]" "$tmp/run/out" || {
		echo "$code is not what '$command' says:"
		cat "$tmp/run/out"
	}
	rm -r "$tmp/run"
done <"$tmp/commands" >"$tmp/out"
check "the commands of the examples say their codes" "$tmp/out"

tap_end
