# SPDX-License-Identifier: GPL-2.0-only
# The packs of rules: all that watch are in force at once and see what they are about; those
# that enforce refuse it, and the machine goes on working.
# timeout: 600
. tests/vm/tap.sh
. tests/vm/served.sh

rules_d=$work/rules.d
pack() { sct_config pack --rules-dir "$rules_d" "$@"; }
names=$(grep -v '^#' examples/rules/packs/packs.tbl)

# What belongs to each pack, as far as a machine without network and systemd has it:
# NAME, then a command.
do_all() {
	while read -r name command; do
		sh -c "$command" >/dev/null 2>&1
		echo "$name $?"
	done <<-EOT
	etc.open echo >>/etc/fstab
	etc.change chmod 644 /etc/hosts
	etc.move mv /etc/hosts /etc/hosts.$mark && mv /etc/hosts.$mark /etc/hosts
	boot.open echo >>/boot/$mark
	credentials.open cat /etc/shadow
	persistence.cron.open echo >/etc/cron.d/$mark
	persistence.loader.open echo >>/etc/ld.so.preload
	persistence.systemd.symlink ln -s /dev/null /etc/systemd/$mark
	privilege.s_bit cp /bin/true $work/s && chmod u+s $work/s
	kernel.module busybox rmmod nothing_of_the_name
	kernel.memory head -c 1 /dev/mem
	injection.mem : 3<>/proc/self/mem
	reverse-shell.netcat cp /bin/true $work/nc && $work/nc -e sh
	namespaces.unshare setpriv --reuid 65534 --clear-groups unshare -U true
	mounts.mount mount -t tmpfs none /usr/share
	clock.set date -s @$(date +%s)
	logs.remove rm /var/log/$mark.log
	cis.hostname hostname sct-vm
	cis.scope.open echo >>/etc/sudoers
	EOT
}

# The lines of a rule, its name without quotes.
of_rule() { sed 's/^"\([a-z_.-]*\)":/\1:/' "$work/log" | grep "^$1: "; }

mkdir -p /etc/cron.d /etc/systemd
touch "/var/log/$mark.log"
for name in $names; do
	pack enable "$name" >/dev/null || echo "# $name"
done
same "all packs are enabled" "$(echo "$names" | wc -l)" "$(ls "$rules_d" | wc -l)"
status "they are in force together" 0 sct_config upload "$rules_d"/*.conf
status "which diff confirms" 0 sct_config diff --rules-dir "$rules_d"
sctlog --once >/dev/null 2>&1
do_all >"$work/watched"
umount /usr/share 2>/dev/null
build/tests/ctl delete
sctlog --once >"$work/log" 2>/dev/null
for rule in $(cut -d ' ' -f 1 "$work/watched"); do
	has "$rule is logged" "^$rule: " "$(of_rule "$rule" | head -n 1)"
done
has "what watches refuses nothing" "^etc.change 0" "$(cat "$work/watched")"

rm -f "/etc/systemd/$mark"
touch "/var/log/$mark.log"
for name in $names; do
	pack enable "$name" enforce >/dev/null || echo "# $name"
done
same "each in the other form" "$(echo "$names" | wc -l)" "$(ls "$rules_d" | wc -l)"
status "they are in force together, too" 0 sct_config upload "$rules_d"/*.conf
do_all >"$work/refused"
status "the machine goes on" 0 sh -c 'ls / >/dev/null && echo x >'"$work"'/y && rm '"$work"'/y && sleep 0'
build/tests/ctl delete
umount /usr/share 2>/dev/null
sctlog --once >"$work/log" 2>/dev/null
# The command that is tried, and the rule that refuses it: one for all ways to a file.
while read -r rule by; do
	# The log still has what was watched before.
	has "$rule is refused" "^${by:-$rule}: .*: refused\$" "$(of_rule "${by:-$rule}")"
	has "so that it fails" "^$rule [1-9]" "$(grep "^$rule " "$work/refused")"
done <<-EOT
	etc.open etc.change
	etc.change
	boot.open boot.change
	credentials.open
	persistence.cron.open persistence.cron
	persistence.loader.open persistence.loader
	persistence.systemd.symlink persistence.systemd
	privilege.s_bit
	kernel.module
	kernel.memory
	injection.mem
	reverse-shell.netcat
	namespaces.unshare
	mounts.mount
	clock.set
	logs.remove
	cis.scope.open cis.scope
EOT

for name in $names; do
	pack disable "$name" >/dev/null
done
same "nothing is left of them" "" "$(ls "$rules_d")"
