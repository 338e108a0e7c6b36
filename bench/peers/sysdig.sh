# SPDX-License-Identifier: GPL-2.0-only
# sysdig with its own kernel module.  Its filter is evaluated by sysdig itself: the
# module writes every call of the machine into its ring.

sysdig_sees() {
	make_calls watched
	grep -q 'unlinkat.*bench-watched' /tmp/peer.out
}

# sysdig_start FILTER
sysdig_start() {
	insmod build/bench/scap.ko || die "sysdig's module does not load"
	start_peer sysdig --unbuffered -v "$1"
	wait_for 120 sysdig_sees || peer_failed "sysdig does not see the call"
	printf 'check\tsysdig sees the call\tok\t%s\n' "$1"
}

sysdig_stop() {
	stop_peer sysdig
	wait_for 20 rmmod scap || die "sysdig's module does not unload"
}

# Once stopped, it says how many events it has dropped.
sysdig_drops() {
	sed -n 's/.*Drops: *\([0-9]*\).*/\1/p' /tmp/peer.err /tmp/peer.out | tail -n 1
}

# To drop an event costs less than to record it.
sysdig_has_all() { [ "$(sysdig_drops)" = 0 ]; }

sysdig_calls() {
	saved=$options
	# Its reader comes every 30 ms: a loop must see many of its turns; but what
	# it prints fills its buffer of 8 MiB, which holds some 27,000 of these calls.
	options="$saved -n 20000"
	sysdig_start 'evt.type=unlinkat and evt.arg.name=/tmp/bench-watched'
	costs sysdig getppid read clock_gettime
	cost sysdig match/log watched
	options="$saved -n 60000"
	cost sysdig miss/string other
	cost sysdig miss/open-string open-other
	options=$saved
	sysdig_stop
	check "sysdig has dropped nothing" sysdig_has_all
}
