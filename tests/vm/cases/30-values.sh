# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# Variables, strings, buffers, arguments, structures, addresses and paths have in a
# filter and in an event the value that the calling process knows of itself; for
# both entries.
. tests/vm/tap.sh

for bits in "" .32; do
	for program in variables buffers texts paths express; do
		rm -rf /tmp/values-paths	# the tree of the other ABI
		out=$(build/tests/$program$bits 2>&1)
		same "$program$bits: all as it should be" "" \
			"$(printf '%s\n' "$out" | grep -v '^ok\|^1\.\.')"
		has "$program$bits: came to its end" "^1\\.\\.[0-9]" "$out"
	done
done
