# SPDX-License-Identifier: GPL-2.0-only
# Rules so dear that a second evaluation would not be within the budget: what they may
# ask for is fetched before it, and they decide as cheap ones do.
. tests/vm/tap.sh
. tests/vm/served.sh

# What happens to unlink at one entry of each ABI.
door() {
	build/tests/every_door unlink "$1" | sed -n 's/^syscall unlink //p'
	build/tests/every_door.32 unlink "$1" | sed -n 's/^int80 unlink //p'
}

mkdir "$work/real"
ln -s real "$work/link"
touch "$work/real/held" "$work/real/free"
{
	for i in $(seq 300); do
		echo "rule { syscall_name = unlink rule_name = dear$i
		       filter_expression { PATH[1] glob \"/home/*/.a$i/*\" }
		       action { type = LOG } when = before }"
	done
	echo "rule { syscall_name = unlink rule_name = held
	       filter_expression { PATH[1] == \"$work/real/held\" && CWD != \"/nowhere\" && EXE contains \"every_door\" }
	       action { type = FAIL error_code = EROFS log_format {%ruleid %params} } when = before }"
	echo "rule { syscall_name = unlink rule_name = gone
	       filter_expression { PATH[1] endswith \"/free\" && RETVAL == 0 }
	       action { type = LOG log_format {%ruleid %params} } when = after }"
} > "$work/dear.conf"
ok "the rules are taken" sct_config upload "$work/dear.conf"
steps=$(sct_config status | sed -n 's/^cost *at most \([0-9]*\) steps.*/\1/p')
ok "they cost more than half of the budget: $steps steps" test "${steps:-0}" -gt 1048576
same "the file is held, by way of a link" "-1 EROFS
-1 EROFS" "$(door "$work/link/held")"
ok "it is there" test -e "$work/real/held"
ok "another one is not held" rm "$work/link/free"
sctlog --once > "$work/log" 2>/dev/null
# unlink and unlinkat, by each entry that the two programs have
same "each refusal is logged" 8 "$(grep -c "^held \"$work/link/held\"" "$work/log")"
same "and what has happened" 1 "$(grep -c "^gone \"$work/link/free\"" "$work/log")"
ok "no other" sh -c "! grep -q '^dear' $work/log"
sct_config delete >/dev/null
