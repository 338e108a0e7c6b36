#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Compiles every example rule of the project: the files under examples/rules and
# the displays of the man pages and of the README that contain a rule.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tool=$top/build/bin/sct_config
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

compiles() {
	"$tool" check "$2" >"$tmp/out" 2>&1 || echo "exit status $?" >>"$tmp/failed"
	[ ! -e "$tmp/failed" ] || cat "$tmp/out" >>"$tmp/failed"
	touch "$tmp/failed"
	check "$1" "$tmp/failed"
	rm "$tmp/failed"
}

cd "$top" || exit 2
for file in examples/rules/*.conf examples/rules/packs/*.conf; do
	compiles "$file compiles" "$file"
done

# Writes DIR/LINE.conf for each display of PAGE that has a rule in it, at that
# line: the rules alone, without the commands and output of a session around them.
# One behind a comment `as NAME` becomes DIR/NAME, for others to include.
displays() {
	awk -v dir="$2" '
		/^\.\\" as / { name = $3 }
		/^\.Bd/ || (/^```/ && !inside) {
			inside = 1; first = name; name = ""; depth = 0; next
		}
		/^\.Ed/ || /^```/ { inside = 0; next }
		!inside { next }
		/^ *(rule *(\{.*)?|(list|macro|include|default) .*)$/ && depth == 0 {
			rule = 1
			if (!first)
				first = FNR ".conf"
		}
		rule {
			gsub(/\\e/, "\\"); gsub(/\\&/, "")
			print > (dir "/" first)
			depth += gsub(/\{/, "{") - gsub(/\}/, "}")
			if (depth == 0 && $0 !~ /^ *rule *$/)
				rule = 0
		}
	' "$1"
}

found=0
for page in man/*.[1-9] README.md; do
	dir=$tmp/$(basename "$page")
	mkdir "$dir"
	displays "$page" "$dir"
	for file in "$dir"/[0-9]*.conf; do
		[ -e "$file" ] || continue
		found=$((found + 1))
		compiles "$page:$(basename "$file" .conf): the rules compile" "$file"
	done
done
[ "$found" -ge 5 ] || echo "only $found" >"$tmp/few"
touch "$tmp/few"
check "the man pages have example rules" "$tmp/few"

tap_end
