# SPDX-License-Identifier: GPL-2.0-only
# What the tools say when something is wrong, and download's round trip.
. tests/vm/tap.sh
. tests/vm/served.sh

nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }

good='rule { syscall_name=unlink rule_name=standing
       filter_expression { PARAMS[1] == "/no such" && (UID != 0 || !(PID >= 5)) }
       action { type=FAIL error_code=EPERM log_format {%comm %params} } when=before }
rule { syscall_name=ptrace rule_name=second action { type=LOG } when=after }'
printf '%s\n' "$good" | rules
ok "download" sh -c "sct_config download > $work/down.conf"
has "download prints the rules" "rule_name *= *standing" "$(cat "$work/down.conf")"
ok "what was downloaded uploads" sct_config upload "$work/down.conf"
ok "to the same text" sh -c "sct_config download | cmp - $work/down.conf"
sct_config dump --raw "$work/rules.conf" > "$work/a"
sct_config dump --raw "$work/down.conf" > "$work/b"
ok "and the same table" cmp "$work/a" "$work/b"

echo 'rule { syscall_name=unlinkatt }' > "$work/bad.conf"
status "bad rules: exit 1" 1 sct_config upload "$work/bad.conf"
has "with the place" "bad.conf:1:[0-9]*: error:" "$out"
has "and a suggestion" "unlinkat" "$out"
ok "the table in force is untouched" sh -c "sct_config download | cmp - $work/down.conf"

status "no command: exit 2" 2 sct_config
status "unknown command: exit 2" 2 sct_config uplod x
has "with a suggestion" "upload" "$out"
status "unknown option: exit 2" 2 sctlog --nosuch
status "no such file: exit 1" 1 sct_config upload "$work/nosuch"
status "not root, upload: exit 3" 3 nobody build/bin/sct_config upload "$PWD/examples/rules/try.conf"
has "not root: says so" "root" "$out"
status "not root, sctlog: exit 3" 3 nobody build/bin/sctlog -n 1
status "not root, sct_load: exit 3" 3 nobody build/bin/sct_load
status "not root, sct_unload: exit 3" 3 nobody build/bin/sct_unload

sct_config delete
sct_unload
status "modules not loaded, upload: exit 3" 3 sct_config upload examples/rules/try.conf
has "not loaded: says what to do" "sct_load" "$out"
status "modules not loaded, sctlog: exit 3" 3 sctlog -n 1
has "not loaded: says what to do" "sct_load" "$out"
status "unload when not loaded" 0 sct_unload
status "check needs no modules" 0 sct_config check examples/rules/try.conf
sct_load
