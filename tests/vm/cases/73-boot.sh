# SPDX-License-Identifier: GPL-2.0-only
# What syscalltrack.service runs: rules in force or a machine that says why not.  No
# systemd is in the guest: what is asked of it is written down instead.
# once: 6.1
. tests/vm/tap.sh
. tests/vm/boot_rules.sh

mkdir -p "$SCT_ETC/rules.d" "$work/bin"
cat >"$work/bin/systemctl" <<EOT
#!/bin/sh
echo "\$*" >>"$work/asked"
EOT
chmod +x "$work/bin/systemctl"
PATH=$work/bin:$PATH

touch "$work/one" "$work/two"
deny one >"$SCT_ETC/rules.d/10-one.conf"
deny two >"$SCT_ETC/rules.d/20-two.conf"

sct_unload
status "at boot, modules and rules" 0 boot start
ok "the modules are loaded" grep -q '^sct_rules ' /proc/modules
status "the first file is in force" 1 rm "$work/one"
status "so is the second" 1 rm "$work/two"

rm "$SCT_ETC/rules.d/20-two.conf"
status "a reload" 0 boot reload
status "the file that is left is in force" 1 rm "$work/one"
status "the other is not" 0 rm "$work/two"

echo "rule {" >"$SCT_ETC/rules.d/30-broken.conf"
status "a broken file refuses the reload" 1 boot reload
has "and says where" "30-broken.conf:[0-9]" "$out"
has "and what is in force" "the rules that were in force still are" "$out"
status "which is so" 1 rm "$work/one"

build/tests/ctl delete
status "at boot, a broken file is loud" 1 boot start
has "and says what that means" "the machine goes on without them" "$out"
ok "the kernel's log has it" sh -c 'dmesg | grep -q "syscalltrack: the rules of .* were refused"'
ok "nothing is asked of systemd" test ! -e "$work/asked"

echo 'on_failure = emergency' >"$SCT_ETC/boot.conf"
status "with on_failure = emergency" 1 boot start
same "the emergency target is asked for" "--no-block --job-mode=replace-irreversibly start emergency.target" "$(cat "$work/asked")"
rm "$work/asked"
echo 'on_failure = emergancy' >"$SCT_ETC/boot.conf"
status "a word that is not known" 1 boot start
has "is named" "not 'emergancy'" "$out"
ok "and does not open the machine" test -s "$work/asked"

rm "$SCT_ETC"/rules.d/*
status "without files the machine boots" 0 boot start
deny one >"$SCT_ETC/rules.d/10-one.conf"
status "they come again" 0 boot start
rm "$SCT_ETC"/rules.d/*
status "and a reload without files" 0 boot reload
status "deletes them" 0 rm "$work/one"
status "anything else: exit 2" 2 boot stop

# As sctlogd.service has it, as far as that can be had without systemd: root, and of
# all capabilities one.
touch "$work/$mark"
rules <<EOR
rule { syscall_name=unlink rule_name=seen filter_expression { PARAMS[1] == "$work/$mark" }
       action { type=LOG } when=before }
EOR
rm "$work/$mark"
status "the recorder needs one capability" 0 setpriv --bounding-set=-all,+sys_admin --inh-caps=-all --no-new-privs \
	build/bin/sctlog --write "$work/events" --rotate-size 64M --keep 16 --sync 5 -n 1
has "and has the event" "$mark" "$(sctlog -r "$work/events.000001" 2>/dev/null)"
build/tests/ctl delete
