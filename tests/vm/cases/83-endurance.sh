# SPDX-License-Identifier: GPL-2.0-only
# Load, upload, calls, delete, unload, $ROUNDS times (50): the modules leave no
# memory behind.  `make check-all` runs it for long on the debug kernel; for days, see
# tests/vm/README.md.
# timeout: 600
. tests/vm/tap.sh

rounds=${ROUNDS:-50}
# Half of what a round costs is to look up and patch the functions: most of them make do
# with those of one call, and each fifth has two families.
table() {	# NAME CALLS FILTER [FIELD]
	cat > "$work/$1.conf" <<-EOR
	rule { syscall_name = unlink rule_name = refuse filter_expression { $3 } ${4-}
	       action { type = FAIL error_code = EPERM log_format {%comm may not} } when = before }
	rule { syscall_name = $2 rule_name = later ${4-} action { type = LOG } when = after }
	EOR
	ok "the rules are right: $1" sh -c "sct_config dump --raw $work/$1.conf > $work/$1"
}
table exact unlink 'PARAMS[1] == "/tmp/endure-denied"' 'coverage = exact'
table glob 'unlink, open' 'PARAMS[1] glob "/tmp/*-denied"'
ok "unloaded" sct_unload
every=$((rounds / 20))
[ $every -gt 0 ] || every=1
# The kernel copies what a file has, debug information included, before it looks at it.
for module in sct_hijack sct_rules; do
	ok "$module can be had without what is for gdb" \
		strip --strip-debug -o "$work/$module.ko" "build/kmod/$(uname -r)/$module.ko"
done
start=$(date +%s)
# Its lines are shown as they come: who runs it for hours wants to see how far it is.
{
	build/tests/endure "$rounds" $every "$work/sct_hijack.ko" "$work/sct_rules.ko" \
		"$work/glob" "$work/exact" "$work/exact" "$work/exact" "$work/exact" 2>&1
	echo $? > "$work/status"
} | tee "$work/out" | sed -u 's/^/# /'
same "$rounds rounds" 0 "$(cat "$work/status")"
echo "# in $(($(date +%s) - start)) s"
# The first tenth fills caches.  1 MiB is noise; a leak is in every round.
grown=$(awk '$1 == "memory" { kib[++n] = $3 } END { if (n) print kib[n] - kib[(n > 2) ? 3 : 1] }' "$work/out")
echo "# the kernel has $grown KiB more in use than after a tenth of the rounds"
ok "no memory stays behind" test "${grown:-99999}" -lt 1024
ok "loaded again for the other cases" sct_load
