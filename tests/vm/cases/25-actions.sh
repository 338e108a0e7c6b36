# SPDX-License-Identifier: GPL-2.0-only
# KILL and SUSPEND act before the call runs; who is spared.
. tests/vm/tap.sh
. tests/vm/served.sh

# Waits until process $1 is in state $2 (a letter as in /proc/PID/stat).
until_state() {
	for _ in $(seq 200); do
		[ "$(sed 's/.*) \(.\).*/\1/' "/proc/$1/stat")" != "$2" ] || return 0
		sleep 0.05
	done
	return 1
}

f=$work/$mark
rules <<EOR
rule { syscall_name=unlink rule_name=kill filter_expression { PARAMS[1] == "$f" }
       action { type=KILL log_format {kill %comm %params} } when=before }
EOR
touch "$f"
status "KILL: the caller dies of SIGKILL" 137 sh -c "rm -f '$f'; exit \$?"
ok "and its call has not run" test -e "$f"
same "and it is logged once" "kill \"rm\" \"$f\"" "$(logged)"

mark=second-$mark f=$work/$mark
rules <<EOR
rule { syscall_name=unlink rule_name=stop filter_expression { PARAMS[1] == "$f" }
       action { type=SUSPEND log_format {stop %comm %params} } when=before }
EOR
touch "$f"
rm -f "$f" &
rm=$!
ok "SUSPEND: the caller stops" until_state $rm T
ok "and its call has not run" test -e "$f"
kill -CONT $rm
wait $rm
same "SIGCONT: it goes on to its end" 0 $?
ok "and its call has run" test ! -e "$f"
same "and it is logged once" "stop \"rm\" \"$f\"" "$(logged)"

touch "$f"
rm -f "$f" &
rm=$!
ok "the next call stops, too" until_state $rm T
kill -KILL $rm
wait $rm
same "a stopped caller can be killed" 137 $?
ok "and its call has not run" test -e "$f"

mark=third-$mark f=$work/$mark
rules <<EOR
rule { syscall_name=unlink rule_name=fail filter_expression { PARAMS[1] == "$f" }
       action { type=FAIL error_code=EPERM log_format {fail %comm %params} } when=before }
EOR
touch "$f"
status "FAIL: a child of who has the control device open is refused" 1 \
	sh -c "exec 3<>/dev/sct_ctrl; rm -f '$f'; exit \$?"
status "who has it open is not" 0 sh -c "exec 3<>/dev/sct_ctrl; exec rm -f '$f'"
ok "and its call has run" test ! -e "$f"
same "both are logged" "fail \"rm\" \"$f\"
fail \"rm\" \"$f\"" "$(logged)"
