# SPDX-License-Identifier: GPL-2.0-only
# Each peer logging what our rules log in the workloads.  Sourced by
# bench/guest/programs.

. bench/peers/bpftrace.sh
. bench/peers/sysdig.sh
. bench/peers/audit.sh

# ready PATTERN FILE: the peer has something to say of what we do now.
ready() {
	served
	in_root cat /tmp/www/index.html >/tmp/ab.out
	grep -q "$1" "$2"
}

# For tar and the like strace starts the program, and stops only for the calls it
# shows; nginx already runs.
strace_program() {
	if [ "$1" = nginx ]; then
		start_peer strace -f -e "trace=$(calls_of nginx)" -o /tmp/strace.out -p "$(cat /tmp/nginx/pid)" \
			-p "$(pgrep -P "$(cat /tmp/nginx/pid)")"
		wait_for 60 ready index.html /tmp/strace.out || peer_failed "strace does not see nginx"
		program strace nginx
		stop_peer strace
		return
	fi
	wrapper="strace -f --seccomp-bpf -e trace=$open_calls -o /tmp/strace.out"
	program strace "$1"
	wrapper=
	grep -q openat /tmp/strace.out || die "strace did not see $1"
}

bpftrace_program() {
	probes= filter=
	for c in $(calls_of "$1" | tr , ' '); do
		# The kernel's own names of two of them.
		case $c in
		fstat) c=newfstat ;;
		esac
		probes=$probes${probes:+,}tracepoint:syscalls:sys_enter_$c
	done
	[ "$1" != nginx ] || filter='/comm == "nginx"/'
	start_peer bpftrace -B line -e "$probes $filter { printf(\"%d %s %s %lx %lx %lx\\n\", pid, comm, probe,
		*(uint64 *)(args + 16), *(uint64 *)(args + 24), *(uint64 *)(args + 32)); }"
	wait_for 120 ready sys_enter_openat /tmp/peer.out || peer_failed "bpftrace does not see $1"
	program bpftrace-tracepoint "$1"
	lost=$(sed -n 's/^Lost \([0-9]*\) events$/\1/p' /tmp/peer.err /tmp/peer.out | awk '{ n += $1 } END { print n + 0 }')
	stop_peer bpftrace
	figure "events/$1" bpftrace-tracepoint count events "$(grep -c sys_enter /tmp/peer.out)" 0
	figure "lost/$1" bpftrace-tracepoint count events "$lost" 0
}

sysdig_program() {
	filter="evt.type in ($(calls_of "$1")) and evt.dir=>"
	[ "$1" != nginx ] || filter="proc.name=nginx and $filter"
	insmod build/bench/scap.ko || die "sysdig's module does not load"
	start_peer sysdig --unbuffered -v "$filter"
	wait_for 120 ready ' openat \| open ' /tmp/peer.out || peer_failed "sysdig does not see $1"
	program sysdig "$1"
	sysdig_stop
	figure "events/$1" sysdig count events "$(grep -c '^[0-9]* ' /tmp/peer.out)" 0
	lost=$(sysdig_drops)
	[ -n "$lost" ] || die "sysdig does not say what it lost: $(tail -n 3 /tmp/peer.err)"
	figure "lost/$1" sysdig count events "$lost" 0
}

# A process that was there before audit was first on is never audited.
audit_program() {
	calls=$(calls_of "$1")
	: >"$audit_log"
	audit_start
	[ "$1" != nginx ] || { stop_nginx && start_nginx; }
	set -- "$1" -a always,exit -F arch=b64 -S "$calls"
	[ "$1" != nginx ] || set -- "$@" -F exe=/usr/sbin/nginx
	w=$1
	shift
	in_root auditctl "$@" -k bench >/tmp/auditctl.out 2>&1 || die "auditctl refuses: $(cat /tmp/auditctl.out)"
	wait_for 60 ready 'type=SYSCALL.*key="bench"' "$audit_log" || die "audit does not see $w"
	program audit "$w"
	lost=$(in_root auditctl -s | sed -n 's/^lost //p')
	audit_stop
	figure "events/$w" audit count events "$(cat "$audit_log"* | grep -c 'type=SYSCALL.*key="bench"')" 0
	figure "lost/$w" audit count events "$lost" 0
}
