# SPDX-License-Identifier: GPL-2.0-only
# vm: APPEND=syscall.x32=y
# A process that ends inside of a call that has an after-rule: the call never comes to
# its after-rule, and nothing of it stays behind, whichever entry it came by.
. tests/vm/tap.sh

cat > "$work/rules.conf" <<-'EOR'
	rule { syscall_name=reboot rule_name=before action { type=LOG log_format {%ruleid %abi} } when=before }
	rule { syscall_name=reboot rule_name=after action { type=LOG log_format {%ruleid %abi} } when=after }
	EOR
# Calls in progress that have an after-rule to come.
awaited() { ctl status | sed -n 's/^after_calls=//p'; }

ok "the rules are right" sh -c "sct_config dump --raw $work/rules.conf > $work/table"
for entry in dies_inside:x86_64 dies_inside:ia32 dies_inside:x32 dies_inside.32:ia32; do
	ok "rules on reboot" ctl upload "table=$work/table"
	ok "a caller ends inside of reboot, $entry" "build/tests/${entry%:*}" "${entry#*:}"
	same "it awaits no after-rule" 0 "$(awaited)"
	ctl delete
	ok "and does not hold the modules" ctl drain timeout=20000
done
same "each was seen before the call, none after it" "before x86_64 before ia32 before x32 before ia32" \
	"$(sctlog --once 2>/dev/null | grep '^\(before\|after\) ' | xargs)"
ok "rules on reboot" ctl upload "table=$work/table"
ok "200 callers end inside of reboot" build/tests/dies_inside x86_64 200
same "they await no after-rule" 0 "$(awaited)"
ctl delete
status "the modules can be unloaded" 0 sct_unload
ok "no module is left" sh -c "! lsmod | grep -q ^sct_"
ok "loaded again for the other cases" sct_load
