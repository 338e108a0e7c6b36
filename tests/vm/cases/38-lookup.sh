# SPDX-License-Identifier: GPL-2.0-only
# A function that cannot be looked up, for another reason than that there is none: the
# upload is refused, even if rules can do without the call, and what is in force stays;
# the next upload asks again.
. tests/vm/tap.sh
. tests/vm/served.sh

module=build/kmod/$(uname -r)/test_lookup.ko
failed() { cat /sys/module/test_lookup/parameters/failed; }
# unlinkat is an optional part of what a rule on unlink means.
cat > "$work/rules.conf" <<'EOR'
rule { syscall_name=unlink rule_name=unlink filter_expression { PARAMS[1] == "/tmp/held" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
cat > "$work/standing.conf" <<'EOR'
rule { syscall_name=mkdir rule_name=standing filter_expression { PARAMS[1] == "/tmp/standing" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
# What has been looked up is known for as long as the module lives.
ok "the modules are fresh" sh -c "sct_unload && sct_load"
sct_config upload "$work/standing.conf" >/dev/null

for error in 12 22; do
	ok "look-ups of unlinkat fail with error $error" insmod "$module" function=__x64_sys_unlinkat error=$error
	status "a rule on unlink is refused" 3 sct_config upload "$work/rules.conf"
	has "for that reason" "refused by the kernel: .*: unlinkat of x86_64\|memory" "$out"
	times=$(failed)
	ok "look-ups have failed" test "$times" -gt 0
	status "the standing rule stays in force" 1 mkdir /tmp/standing
	has "as it was" "standing" "$(sct_config status)"
	status "asked again, it is refused again" 3 sct_config upload "$work/rules.conf"
	same "the look-ups were made again" $((2 * times)) "$(failed)"
	[ $error = 12 ] || has "the kernel log names the function" \
		"sct_hijack: cannot tell where __x64_sys_unlinkat is: error $error$" "$(dmesg | tail -n 5)"
	ok "look-ups succeed again" rmmod test_lookup
done
ok "the rule is taken now" sct_config upload "$work/rules.conf"
touch /tmp/held
status "and is in force for unlinkat" 1 rm /tmp/held
ok "the file is there" test -e /tmp/held

# A name that the kernel does not have is certain.
ok "look-ups of unlinkat fail with error 2" sh -c "sct_config delete && sct_unload && sct_load &&
	insmod $module function=__x64_sys_unlinkat error=2"
ok "a call that does not exist can be done without" sct_config upload "$work/rules.conf"
ok "and the look-up is not made again" sh -c "rmmod test_lookup && sct_config upload $work/rules.conf"
status "unlinkat passes" 0 rm /tmp/held
ok "the modules are fresh for the other cases" sh -c "sct_config delete && sct_unload && sct_load"
