#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The kernel's own checkers on kmod/ and tests/vm/kmod/: checkpatch.pl --strict and
# sparse; and the folders of kmod/rules/ by the symbols of their objects, where
# layers has looked at what they include.  Prints TAP.

cd "$(dirname "$0")/../.." || exit 2
top=$PWD
n=0
failed=0

# A test that is one command.
try() {
	local name=$1 out
	shift
	n=$((n + 1))
	if out=$("$@" 2>&1); then
		echo "ok $n - $name"
	else
		failed=1
		echo "not ok $n - $name"
		sed 's/^/# /' <<<"$out"
	fi
}

# What it takes for a mistake, and is none here: entries of lists ([nr] = name, sum +),
# which have no parentheses around them, or are declarations with their own semicolon,
# and use their constants twice; ENOSYS for a call that does not exist; an
# export of what a DEFINE_ macro makes; and <file> in __has_include, for a comparison.
style() {
	local dir report
	dir=$(scripts/fetch-checkpatch) || return
	report=$(find kmod tests/vm/kmod -name '*.[chS]' | sort |
		xargs perl "$dir/checkpatch.pl" --no-tree --strict --max-line-length=100 \
			--ignore BRACKET_SPACE,COMPLEX_MACRO,ENOSYS,EXPORT_SYMBOL \
			--ignore MACRO_ARG_REUSE,TRAILING_SEMICOLON \
			--terse --no-summary --show-types -f 2>&1 |
		while IFS=: read -r file line rest; do
			[[ $file = total ]] && continue
			[[ $rest = *:SPACING:* && $(sed -n "${line}p" "$file") = *__has_include* ]] ||
				echo "$file:$line:$rest"
		done)
	[[ -z $report ]] || {
		echo "$report"
		return 1
	}
}

sparse() {
	local kernel=build/kernels/$1 release
	release=$(cat "$kernel/release") || return
	scripts/build-modules --sparse "$kernel/headers" "$release" "build/kmod/$release"
}

symbols() {
	local release
	release=$(cat build/kernels/6.1/release) || return
	cd "build/kmod-build/$release/kmod/rules" || return
	find . -name '*.o' | sort | while read -r object; do
		# Of a source that is gone, make leaves the object.
		[[ -e ${object%.o}.c ]] || continue
		nm "$object" | sed "s,^,${object#./} ,"
	done | awk -f "$top/tests/lint/symbols.awk" -f "$top/tests/lint/layers.awk"
}

try "checkpatch finds nothing" style
for kernel in $(scripts/kernels); do
	try "sparse finds nothing, $kernel" sparse "$kernel"
done
try "the folders of kmod/rules hold their direction, by symbols" symbols
echo "1..$n"
exit $failed
