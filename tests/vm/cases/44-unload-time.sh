# SPDX-License-Identifier: GPL-2.0-only
# vm: ICOUNT=1 TIMEOUT=900
# How long unloading takes while processes sleep for hours under before-rules.  The
# guest counts instructions instead of time, so that other work of the machine is
# not in it; but while the guest waits for a file of this machine, its clock runs
# ahead from timer to timer.  So what is measured runs from the guest's memory.
. tests/vm/tap.sh

mkdir "$work/bin"
cp /bin/busybox build/bin/sct_unload "$work/bin"
for tool in sh grep rmmod id readlink; do ln -s busybox "$work/bin/$tool"; done

uptime_ms() {
	read -r up _ < /proc/uptime
	echo "${up%.*}${up#*.}0"
}

for call in read futex epoll_wait nanosleep wait4 vfork; do
	cat <<-EOR
	rule { syscall_name=$call rule_name=$call filter_expression { COMM == "nosuch" }
	       action { type=LOG } when=before coverage=exact }
	EOR
done > "$work/rules.conf"
sct_config upload "$work/rules.conf" >/dev/null
mkfifo "$work/in"
build/tests/asleep < "$work/in" > "$work/asleep" &
asleep=$!
exec 4> "$work/in"
until grep -q '^storm$' "$work/asleep"; do kill -0 $asleep || break; sleep 0.1; done
same "six sleep" 6 "$(grep -c '^[a-z_0-9]* [0-9]' "$work/asleep")"

sct_config delete >/dev/null
start=$(uptime_ms)
# sct_unload would start Java to wait for this: to read its files is the long part.
until read -r users < /sys/module/sct_rules/refcnt && [ "$users" = 0 ]; do :; done
unloads=0
(PATH=$work/bin && sh "$work/bin/sct_unload") || unloads=$?
took=$(($(uptime_ms) - start))
same "it unloads" 0 $unloads
ok "in under a second ($took ms)" test $took -lt 1000
same "six go on sleeping" 6 "$(for pid in $(sed -n 's/^[a-z_0-9]* //p' "$work/asleep"); do
	kill -0 "$pid" && echo "$pid"; done | wc -l)"
exec 4>&-
wait $asleep
ok "loads again" sct_load
