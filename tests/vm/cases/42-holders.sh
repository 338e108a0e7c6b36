# SPDX-License-Identifier: GPL-2.0-only
# Another user of a function that serves a call: a refusal that names the call, and
# the table in force stays.  The other way round, ours is in the way of theirs.
. tests/vm/tap.sh
. tests/vm/served.sh

module=build/kmod/$(uname -r)/test_holder.ko
cat > "$work/rules.conf" <<EOR
rule { syscall_name=unlink rule_name=unlink filter_expression { PARAMS[1] == "/tmp/held" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
cat > "$work/standing.conf" <<EOR
rule { syscall_name=mkdir rule_name=standing filter_expression { PARAMS[1] == "/tmp/standing" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
sct_config upload "$work/standing.conf" >/dev/null

for how in 0 1; do
	[ $how = 0 ] && by="a direct call" || by="an ops that may change the way"
	ok "somebody holds unlinkat by $by" insmod "$module" function=__x64_sys_unlinkat ipmodify=$how
	status "a rule on unlink is refused" 3 sct_config upload "$work/rules.conf"
	has "as held by another" "another tracer or patch holds this system call" "$out"
	has "names the call" "unlinkat" "$out"
	status "the standing rule stays in force" 1 mkdir /tmp/standing
	ok "unlinkat goes on to work" sh -c "touch $work/f && rm $work/f"
	ok "it lets go" rmmod test_holder
	ok "the rule is taken now" sct_config upload "$work/rules.conf"
	status "ours holds it: another is refused" 1 insmod "$module" function=__x64_sys_unlinkat ipmodify=$how
	has "as busy" "Device or resource busy" "$out"
	sct_config upload "$work/standing.conf" >/dev/null
	ok "ours has let go: the other can" insmod "$module" function=__x64_sys_unlinkat ipmodify=$how
	ok "and go" rmmod test_holder
done

# BPF's fentry is a direct call, too; it can share a function with some users, not
# with another direct call.
build/tests/fentry __x64_sys_unlinkat > "$work/fentry" 2>&1 &
fentry=$!
until grep -q . "$work/fentry"; do kill -0 $fentry || break; sleep 0.1; done
same "a BPF program is at the entry of unlinkat" "attached" "$(cat "$work/fentry")"
status "a rule on unlink is refused" 3 sct_config upload "$work/rules.conf"
has "as held by another" "another tracer or patch holds this system call" "$out"
has "names the call" "unlinkat" "$out"
kill $fentry
wait $fentry
ok "it has gone: the rule is taken" sct_config upload "$work/rules.conf"
status "ours holds it: BPF is refused" 1 build/tests/fentry __x64_sys_unlinkat
# Since 7.x BPF says EINVAL of a function that it cannot attach to for whatever reason.
has "as busy" "attach: \(EBUSY\|EINVAL\)" "$out"
