# SPDX-License-Identifier: GPL-2.0-only
# The lock: nobody changes the table or unloads the modules, until the next boot.
# vm: SMP=2
. tests/vm/tap.sh

ctl() { build/tests/ctl "$@"; }
rules <<EOR
rule { syscall_name=unlink rule_name=locked filter_expression { PARAMS[1] == "$work/f" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
sct_config dump --raw "$work/rules.conf" > "$work/table"
touch "$work/f"
generation=$(ctl status | sed -n 's/^generation=//p')
same "lock" "generation=$generation" "$(ctl lock)"
same "lock again" "generation=$generation" "$(ctl lock)"
has "status says so" "^state=1\$" "$(ctl status)"
same "upload: EROFS" EROFS "$(ctl upload "table=$work/table")"
same "upload on trial: EROFS" EROFS "$(ctl upload "table=$work/table" confirm=1)"
same "delete: EROFS" EROFS "$(ctl delete)"
same "drain: EROFS" EROFS "$(ctl drain)"
same "confirm: there is nothing" ENOENT "$(ctl confirm)"
ok "unload is refused" sh -c '! sct_unload'
ok "and so is rmmod" sh -c '! rmmod sct_rules && ! rmmod sct_hijack && ! rmmod -f sct_hijack'
same "the table is the same" "$generation" "$(ctl status | sed -n 's/^generation=//p')"
ok "and is in force" sh -c "! rm -f '$work/f'"
ok "readers still read" sctlog --once

# The kernel lets rmmod -f pass over any count; it does not come to an end then.
rmmod -f sct_rules >/dev/null 2>&1 &
rmmod=$!
until grep -q '^sct_rules .* Unloading ' /proc/modules; do
	kill -0 $rmmod 2>/dev/null || break
	sleep 0.1
done
sleep 1
ok "rmmod -f does not return" kill -0 $rmmod
ok "and the table stays in force" sh -c "! rm -f '$work/f'"
kill -KILL $rmmod
sleep 1
ok "not even killed" sh -c "! rm -f '$work/f'"
