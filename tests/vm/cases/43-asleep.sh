# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# Unloading under a storm of hooked calls, with processes asleep for hours in read,
# futex, epoll_wait, nanosleep, wait4 and vfork.
. tests/vm/tap.sh

calls="read futex epoll_wait nanosleep wait4 vfork"

upload() { build/tests/ctl upload "table=$work/$1.table"; }

# one rule on each call; $1: before or after
rules_on_all() {
	for call in $calls getppid; do
		cat <<-EOR
		rule { syscall_name=$call rule_name=$1_$call filter_expression { COMM == "nosuch" }
		       action { type=LOG } when=$1 coverage=exact }
		EOR
	done > "$work/$1.conf"
	sct_config dump --raw "$work/$1.conf" > "$work/$1.table"
	ok "rules on all, $1 the call" upload "$1"
}

start_asleep() { # STORMERS
	mkfifo "$work/in"
	# The storm leaves the CPU to what unloads, which otherwise would wait for its turn.
	nice -n 19 build/tests/asleep "$1" < "$work/in" > "$work/asleep" &
	asleep=$!
	exec 4> "$work/in"
	until grep -q '^storm$' "$work/asleep"; do kill -0 $asleep || break; sleep 0.1; done
}

end_asleep() {
	exec 4>&-
	wait $asleep
	rm "$work/in"
	has "$1: the callers got right results" '^storm [0-9]* calls, 0 wrong$' "$(tail -n 1 "$work/asleep")"
	echo "# $(tail -n 1 "$work/asleep")"
}

pid_of() { sed -n "s/^$1 //p" "$work/asleep"; }
asleep_in() { kill -0 "$(pid_of "$1")" 2>/dev/null; }

# Before-rules: nothing of us is on a sleeper's stack.
rules_on_all before
start_asleep 6
same "six sleep" 6 "$(grep -c '^[a-z_0-9]* [0-9]' "$work/asleep")"
for i in 1 2 3; do
	[ $i = 1 ] || { sct_load && upload before >/dev/null; }
	build/tests/ctl delete
	status "before-rules in a storm, time $i: unloads" 0 sct_unload
done
for call in $calls; do
	ok "$call goes on sleeping" asleep_in "$call"
done
ok "load again" sct_load
end_asleep "before-rules in a storm"

# After-rules: each sleeper holds us until its call has ended.
rules_on_all after
start_asleep 6
build/tests/ctl delete
status "after-rules: busy" 3 sct_unload
for call in $calls; do
	has "names who is in $call" "Device or resource busy: .*$(pid_of "$call").*as-$call.*$call" "$out"
done
for call in $calls; do
	status "still busy" 3 sct_unload
	has "because of $call" "$(pid_of "$call").*as-$call" "$out"
	kill -KILL "$(pid_of "$call")"
	until [ "$(sed 's/.*) \(.\).*/\1/' "/proc/$(pid_of "$call")/stat")" = Z ]; do sleep 0.1; done
done
status "when the last call has ended, it unloads under the storm" 0 sct_unload
end_asleep "after-rules"
ok "loads for the other cases" sct_load
