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

# The kernel lets rmmod -f pass over any count.  That ends the rules, and the unloading
# comes to its end, though not before who has a device open has closed it.
exec 6< /dev/sct_log
rmmod -f sct_rules 6<&- &
rmmod=$!
until rm "$work/f" 2>/dev/null; do kill -0 $rmmod || break; done
ok "rmmod -f ends the rules" test ! -e "$work/f"
until dmesg | grep -q 'waiting until the open files'; do kill -0 $rmmod || break; done
ok "it waits for the open log" kill -0 $rmmod
ok "which can still be read" head -c 1 <&6
ok "and not be opened again" sh -c '! head -c 1 /dev/sct_log'
exec 6<&-
wait $rmmod
same "when it is closed, rmmod comes to its end" 0 $?
ok "the module is gone" sh -c '! grep -q ^sct_rules /proc/modules'
ok "the kernel log has an alert" sh -c 'dmesg | grep -q "unloaded by force: the locked rules are not in force"'
ok "loaded again, nothing is locked" sct_load
same "status: not locked" 0 "$(ctl status | sed -n 's/^state=//p')"
