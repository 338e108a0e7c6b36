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
	start_peer sysdig --unbuffered "$1"
	wait_for 120 sysdig_sees || peer_failed "sysdig does not see the call"
	printf 'check\tsysdig sees the call\tok\t%s\n' "$1"
}

sysdig_stop() {
	stop_peer sysdig
	wait_for 20 rmmod scap || die "sysdig's module does not unload"
}

sysdig_calls() {
	saved=$options
	# Its reader comes every 30 ms: a loop must see many of its turns.
	options="$saved -n 60000"
	sysdig_start 'evt.type=unlinkat and evt.arg.name=/tmp/bench-watched'
	costs sysdig getppid read clock_gettime
	cost sysdig miss/string other
	cost sysdig miss/open-string open-other
	cost sysdig match/log watched
	options=$saved
	sysdig_stop
}
