#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What the pages for people name exists: files, functions, links, make targets,
# and scripts.  Between back quotes a page writes
#
#	hook/syscall.c		a file: from the root, the page's folder, kmod/rules
#				or kmod/hijack on, or by its last parts
#	before()		a function that is made or called in some C file
#	hook/syscall.c: skip_call()  functions made in that file
#	make check		a target that `make help` lists
#	tests/run vm-6.1	a program of the project
#
# and in blocks between ``` commands, of which the last two kinds are looked at.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

{ git ls-files; git ls-files --others --exclude-standard; } >"$tmp/tracked"
while read -r f; do
	[ ! -e "$f" ] || echo "$f"
done <"$tmp/tracked" >"$tmp/files"
mapfile -t sources < <(grep -E '\.[chS]$' "$tmp/files")
{ make -s help | grep -oE 'make [a-z][a-z0-9-]*|[a-z]+-all'; echo help; } | sed 's/^make //' >"$tmp/targets"

# is_file PAGE NAME: prints the file, from the root on.
is_file() {
	local base
	for base in . "$(dirname "$1")" kmod/rules kmod/hijack kmod; do
		if [ -e "$base/$2" ]; then
			echo "$base/$2"
			return 0
		fi
	done
	grep -E "(^|/)$(printf '%s' "$2" | sed 's/[.+*]/\\&/g')\$" "$tmp/files" | head -n 1 | grep .
}

# A definition begins its line, unless it is one of assembly or in a macro.
makes() {
	grep -qE "^([a-z].*[ *])?$2\(|^SYM_FUNC_START(_LOCAL)?\($2\)|^#define $2\(" "$1"
}

calls_or_makes() {
	grep -qE "(^|[^a-zA-Z0-9_])$1(\(|\)| )" "${sources[@]}"
}

is_folder() {
	[ -d "$2" ] || [ -d "$(dirname "$1")/$2" ] || echo "no folder $2"
}

# target NAME: make knows it.
target() {
	grep -qxF "$1" "$tmp/targets" || echo "make help does not list make $1"
}

# command_line PAGE LINE: what it begins with, behind its settings.
command_line() {
	local page=$1 line=$2 word
	read -r -a words <<<"${line%%#*}"
	for word in "${words[@]}"; do
		case $word in
		*=* | vmslot | sudo | '$') continue ;;
		make)
			if [[ $line =~ \ -C\ +([^ ]+) ]]; then
				is_folder "$page" "${BASH_REMATCH[1]}"
				return
			fi
			for word in "${words[@]}"; do
				case $word in
				make | sudo | *=* | -* | */* | *[!a-z0-9-]*) ;;
				*) target "$word"; return ;;
				esac
			done
			return ;;
		tests/* | scripts/* | bench/* | build/bin/* | syscalls/*)
			[ "${word#build/}" != "$word" ] || [ -x "$word" ] || echo "no program $word" ;;
		esac
		return
	done
}

# span PAGE TEXT: what stands between back quotes.
span() {
	local page=$1 text=$2 file name
	case $text in
	*' '*'()'* | *'()'*,*)
		file=${text%%: *}
		case $text in *': '*) ;; *) return ;; esac
		file=$(is_file "$page" "${text%%: *}") || { echo "no file ${text%%: *}"; return; }
		for name in $(printf '%s\n' "${text#*: }" | grep -oE '[a-z0-9_]+\(\)'); do
			makes "$file" "${name%()}" || echo "$file makes no $name"
		done ;;
	*'()')
		[[ $text =~ ^[a-z0-9_]+\(\)$ ]] || return
		calls_or_makes "${text%()}" || echo "no function $text" ;;
	make | make\ *) command_line "$page" "$text" ;;
	*' '*) command_line "$page" "$text" ;;
	build/* | /* | '~'* | .conf | */X.* | *NN-* | *'*'* | *'…'* | *NAME* | *'<'*) ;;
	*/ | *.[chS] | *.sh | *.py | *.md | *.conf | *.tbl | tests/* | scripts/* | kmod/* | bench/*)
		is_file "$page" "$text" >/dev/null || echo "no file $text" ;;
	esac
}

look_at() {
	local page=$1 line rest text block=
	while IFS= read -r line; do
		case $line in
		'```'*) [ -n "$block" ] && block= || block=1; continue ;;
		esac
		if [ -n "$block" ]; then
			command_line "$page" "$line"
			continue
		fi
		rest=$line
		while [[ $rest =~ ^[^\`]*\`([^\`]+)\`(.*)$ ]]; do
			text=${BASH_REMATCH[1]} rest=${BASH_REMATCH[2]}
			span "$page" "$text"
		done
		rest=$line
		while [[ $rest =~ \]\(([^\)#]+)[^\)]*\)(.*)$ ]]; do
			text=${BASH_REMATCH[1]} rest=${BASH_REMATCH[2]}
			case $text in
			*://*) ;;
			*) [ -e "$(dirname "$page")/$text" ] || echo "no file for the link to $text" ;;
			esac
		done
	done <"$page" | sed "s,^,$page: ,"
}

found=0
while read -r page; do
	found=$((found + 1))
	look_at "$page" | sort -u >"$tmp/faults"
	check "$page: what it names exists" "$tmp/faults"
done < <(grep '\.md$' "$tmp/files")
# A look that sees nothing would find all well.
cat >"$tmp/page.md" <<'EOT'
`hook/nowhere.c` `sct_no_such()` `hook/act.c: sct_act_before(), no_such()` `make nothing`
`tests/nowhere` [a link](nowhere.md) `scripts/nowhere x` `no/folder/`
`hook/act.c` `sct_act_before()` `hook/act.c: sct_act_before()` `make check` `tests/run` `kmod/`
```
KERNEL=6.1 make nothing-at-all CMD='make check'
bench/nowhere
make -C nowhere check
make -C tests/host check
make vm CMD='x'
```
EOT
look_at "$tmp/page.md" | sed 's/.*: //' | sort >"$tmp/said"
sort >"$tmp/want" <<'EOT'
no file hook/nowhere.c
no function sct_no_such()
kmod/rules/hook/act.c makes no no_such()
make help does not list make nothing
no file tests/nowhere
no file for the link to nowhere.md
no program scripts/nowhere
no file no/folder/
make help does not list make nothing-at-all
no program bench/nowhere
no folder nowhere
EOT
diff "$tmp/want" "$tmp/said" >"$tmp/faults"
check "what does not exist is seen" "$tmp/faults"
[ "$found" -ge 5 ] || echo "only $found" >"$tmp/few"
touch "$tmp/few"
check "there are pages" "$tmp/few"
tap_end
