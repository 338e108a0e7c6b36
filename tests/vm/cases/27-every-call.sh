# SPDX-License-Identifier: GPL-2.0-only
# vm: APPEND=syscall.x32=y
# timeout: 1100
# Each call of this kernel at each of its entries, made for real: it is seen once
# before and once after, with the right parameters and result; when the rules are gone
# it is not seen and gives the same result.  every-call.tbl says of which calls that is not so.
. tests/vm/tap.sh

for k in build/kernels/*; do
	[ "$(cat "$k/release" 2>&1)" != "$(uname -r)" ] || headers=$k/headers
done
uapi=$headers/arch/x86/include/generated/uapi/asm
cat "$uapi/unistd_64.h" "$uapi/unistd_32.h" |
	sed -n 's/^#define __NR_\([a-z0-9_]*\) .*/\1/p' | sort -u > "$work/names"

ok "calls are made from the tables" awk -v names="$work/names" -v out="$work" \
	-v abis="x86_64 ia32 x32" -v params=syscalls/params.tbl -v special_calls=tests/vm/every-call.tbl \
	-f tests/vm/calls.awk -f tests/vm/every.awk syscalls/syscalls.tbl syscalls/families.tbl
echo "# made: $(cut -d ' ' -f 2 "$work/calls" | sort | uniq -c | xargs), apart: $(wc -l < "$work/apart")"

# make_calls [32] < LINES: in a removed directory, where no file can be made.
top=$PWD
make_calls() {
	mkdir "$work/gone"
	(cd "$work/gone" && rmdir "$work/gone" && exec "$top/build/tests/view_calls${1:+.$1}" -r)
}

# The same calls once more, for the entry that 32-bit programs have.
make_all() {
	make_calls < "$work/calls"
	grep ' ia32 ' "$work/calls" | make_calls 32
}

seen() { sctlog --once 2>/dev/null | grep '^\(before\|after\) '; }

# Results, as far as they are the same each time.
alike() { awk 'FNR == NR { varies[$1]; next } $1 in varies { $4 = "varies" } 1' "$work/varies" "$1"; }

rules < "$work/rules"
make_all > "$work/with" 2>"$work/stderr"
sct_config delete >/dev/null
seen > "$work/seen"
make_all > "$work/without" 2>>"$work/stderr"
seen > "$work/seen.again"
same "without trouble" "" "$(cat "$work/stderr")"

# Each event, with the result that the caller of that call got.
{
	cat "$work/events"
	grep '^before [^ ]* ia32 ' "$work/events"
} | awk -F '\t' '
	FNR == NR { n = split($0, word, " "); result[FNR] = word[n]; next }
	{ print $1 }
	$2 != "" { print $2 " = " ($3 != "" ? $3 : result[FNR]) }
' "$work/with" - > "$work/expected"
status "each is seen once before and once after, with its parameters and result" 0 \
	diff "$work/expected" "$work/seen"
status "without rules none is seen" 0 diff "$work/seen" "$work/seen.again"

alike "$work/without" > "$work/want"
alike "$work/with" > "$work/got"
status "with rules, the results are those without" 0 diff "$work/want" "$work/got"

# All other numbers: nothing serves them.
for abi in x86_64 ia32 x32; do
	seq -f "rest $abi %g" 0 600
done | sort > "$work/numbers"
{
	cut -d ' ' -f 2,3 "$work/calls"
	cat "$work/apart"
} | sed 's/^/rest /' | sort | comm -23 "$work/numbers" - > "$work/rest"
same "the kernel has no other calls" "" \
	"$(build/tests/view_calls < "$work/rest" | grep -v ' ENOSYS$')"
