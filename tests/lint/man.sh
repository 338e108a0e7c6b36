#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Checks the man pages: their mdoc(7), their references to each other, that they
# name just the options and commands that the tools name in --help, and that the
# SYNOPSIS shows each of these.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top/man" || exit 2

for page in *.[1-9]; do
	# Pages of others may not be installed here.
	mandoc -T lint -W style "$page" 2>&1 |
		grep -v -e 'referenced manual not found' -e 'mandoc.db' >"$tmp/lint"
	head -n 1 "$page" | grep -q 'SPDX-License-Identifier: GPL-2.0-only' ||
		echo "no SPDX line" >>"$tmp/lint"
	sed -n 's/^\.Xr \(sct[a-z_]*\) \([1-9]\).*/\1.\2/p' "$page" | sort -u |
		while read -r other; do
			[ -e "$other" ] || echo "refers to $other"
		done >>"$tmp/lint"
	check "man/$page: mandoc finds nothing, references exist" "$tmp/lint"
done

# -x and --long words, one a line.
options_in() {
	grep -oE '(^|[[:space:],|[])--?[A-Za-z][a-z-]*' | grep -oE -e '--?[A-Za-z][a-z-]*' | sort -u
}

# The options that have an item of their own.
options_of_page() {
	sed -n 's/^\.It Fl /-/p' "$1" | sed 's/ , Fl / -/g; s/ Ar [A-Z]*//g' | options_in
}

commands_of_page() {
	sed -n '/^The commands are/,/^The options are/s/^\.It Cm \([a-z-]*\).*/\1/p' "$1" | sort
}

# The macros and words of SYNOPSIS, one a line.
synopsis_of() {
	sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/s/^\.//p' "$1" | tr -s ' |' '\n\n'
}

# The options of an item (short and long form) of which SYNOPSIS shows none.
options_not_in_synopsis() {
	synopsis_of "$1" | awk '
		/^Fl$/ { flag = 1; next }
		flag && /^[A-Za-z-]/ && !/^(Ar|Op|Cm|Nm)$/ { print "-" $0; next }
		{ flag = 0 }' >"$tmp/synopsis"
	grep '^\.It Fl ' "$1" | while read -r item; do
		printf '%s\n' "$item" | sed 's/^\.It Fl /-/; s/ , Fl / -/g; s/ Ar [A-Z]*//g' |
			options_in | grep -qxF -f "$tmp/synopsis" || echo "SYNOPSIS lacks $item"
	done
}

# What one tool must show, from man page and --help.
compare() {
	tool=$1
	page=$(ls "$tool".[1-9])
	if ! "$top/build/bin/$tool" --help >"$tmp/help" 2>&1; then
		echo "$tool --help fails" >"$tmp/differ"
		cat "$tmp/help" >>"$tmp/differ"
	else
		options_of_page "$page" >"$tmp/page"
		options_in <"$tmp/help" >"$tmp/tool"
		diff -u --label "man/$page" --label "$tool --help" "$tmp/page" "$tmp/tool" >"$tmp/differ"
	fi
	[ -s "$tmp/page" ] || echo "no options found in $page" >>"$tmp/differ"
	check "man/$page: the options of $tool --help" "$tmp/differ"
	options_not_in_synopsis "$page" >"$tmp/differ"
	check "man/$page: SYNOPSIS has all options" "$tmp/differ"
}

for tool in sct_config sctlog sct_run sctrace sct_load sct_unload; do
	compare "$tool"
done

"$top/build/bin/sct_config" --help 2>&1 |
	sed -n 's/^  \([a-z][a-z-]*\)\( FILE\.\.\.\| [A-Z[][]A-Z[ ]*\)\{0,1\}  *[a-z].*/\1/p' | sort >"$tmp/tool"
commands_of_page sct_config.8 >"$tmp/page"
diff -u --label man/sct_config.8 --label "sct_config --help" "$tmp/page" "$tmp/tool" >"$tmp/differ"
[ "$(wc -l <"$tmp/page")" -ge 5 ] || echo "too few commands in sct_config.8" >>"$tmp/differ"
check "man/sct_config.8: the commands of sct_config --help" "$tmp/differ"

synopsis_of sct_config.8 | sed -n '/^Cm$/{n;p}' | sort >"$tmp/synopsis"
diff -u --label SYNOPSIS --label "sct_config --help" "$tmp/synopsis" "$tmp/tool" >"$tmp/differ"
check "man/sct_config.8: SYNOPSIS has all commands" "$tmp/differ"

# The table of sct(7) has for each tool the numbers of its own page, and no others.
for tool in sct_config sctlog sct_load sct_unload; do
	sed -n '/^\.Sh EXIT STATUS/,/^\.Sh [^E]/s/^\.It \([0-9]\)$/\1/p' "$tool.8" >"$tmp/page"
	sed -n "s/^\.It $tool Ta //p" sct.7 | awk -F ' Ta ' '{
		for (i = 1; i <= NF; i++)
			if ($i != "-")
				print i - 1
	}' >"$tmp/table"
	diff -u --label "man/$tool.8" --label "man/sct.7" "$tmp/page" "$tmp/table" >"$tmp/differ"
	[ -s "$tmp/table" ] || echo "no statuses of $tool in sct.7" >>"$tmp/differ"
	check "man/sct.7: the exit statuses of $tool" "$tmp/differ"
done

tap_end
