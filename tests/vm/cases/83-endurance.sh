# SPDX-License-Identifier: GPL-2.0-only
# Load, upload, calls, delete, unload, $ROUNDS times (50): the modules leave no
# memory behind.  `make check-all` runs it for long on the debug kernel.
# timeout: 600
. tests/vm/tap.sh

rounds=${ROUNDS:-50}
for how in exact glob; do
	case $how in
	exact) filter='PARAMS[1] == "/tmp/endure-denied"' ;;
	glob) filter='PARAMS[1] glob "/tmp/*-denied"' ;;
	esac
	cat > "$work/$how.conf" <<-EOR
	rule { syscall_name = unlink rule_name = refuse filter_expression { $filter }
	       action { type = FAIL error_code = EPERM log_format {%comm may not} } when = before }
	rule { syscall_name = unlink, open rule_name = later action { type = LOG } when = after }
	EOR
	ok "the rules are right: $how" sh -c "sct_config dump --raw $work/$how.conf > $work/$how"
done
ok "unloaded" sct_unload
every=$((rounds / 20))
[ $every -gt 0 ] || every=1
ko=build/kmod/$(uname -r)
ok "$rounds rounds" sh -c "build/tests/endure $rounds $every $ko/sct_hijack.ko $ko/sct_rules.ko \
	$work/exact $work/glob > $work/out"
# The first tenth fills caches.  1 MiB is noise; a leak is in every round.
grown=$(awk '$1 == "memory" { kib[++n] = $3 } END { if (n) print kib[n] - kib[(n > 2) ? 3 : 1] }' "$work/out")
echo "# the kernel has $grown KiB more in use than after a tenth of the rounds"
ok "no memory stays behind" test "${grown:-99999}" -lt 1024
ok "loaded again for the other cases" sct_load
