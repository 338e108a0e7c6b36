# SPDX-License-Identifier: GPL-2.0-only
# vm: APPEND=syscall.x32=y
# timeout: 600
# Each call of this kernel, and each member of a family, at each entry: a rule on
# it is asked, sees the right parameters, and refuses it; a member that a guard
# keeps out is not seen.  Not tried: exit and sigreturn, which cannot be refused.
. tests/vm/tap.sh

for k in build/kernels/*; do
	[ "$(cat "$k/release" 2>&1)" != "$(uname -r)" ] || headers=$k/headers
done
cat "$headers"/arch/x86/include/generated/uapi/asm/unistd_64.h \
    "$headers"/arch/x86/include/generated/uapi/asm/unistd_32.h |
	sed -n 's/^#define __NR_\([a-z0-9_]*\) .*/\1/p' | sort -u > "$work/names"
abis="x86_64 ia32"
echo "vw x32 39" | build/tests/view_calls | grep -q ENOSYS || abis="$abis x32"

ok "calls are made from the tables" awk -v names="$work/names" -v out="$work" -v abis="$abis" \
	-v params=syscalls/params.tbl \
	-f tests/vm/calls.awk -f tests/vm/views.awk syscalls/syscalls.tbl syscalls/families.tbl
has "there are many" '^[0-9]\{3,\}$' "$(wc -l < "$work/events")"

rules < "$work/rules"
build/tests/view_calls < "$work/calls" > "$work/errors.got" 2>"$work/stderr"
status "refused at each entry: $abis" 0 diff "$work/errors" "$work/errors.got"
same "without trouble" "" "$(cat "$work/stderr")"
sctlog --once 2>/dev/null | grep '^on_' > "$work/events.got"
status "seen with the right parameters" 0 diff "$work/events" "$work/events.got"
