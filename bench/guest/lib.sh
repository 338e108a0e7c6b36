# SPDX-License-Identifier: GPL-2.0-only
# What the guest's parts of the benchmark share.  Sourced by bench/guest/PART,
# in the project's directory, as root, in a VM that counts instructions.
#
# A part prints lines with tabs between the fields, which bench/report.py reads:
#   figure NAME SUBJECT MEASURE UNIT VALUE SPREAD
#   missing NAME SUBJECT REASON
#   check NAME ok|failed DETAIL
# NAME is what was done, SUBJECT who watched (nothing, ours, a peer).
#
# Environment: BENCH_OUT, programs and tables of the tree that is measured;
# BENCH_TREE, that tree; BENCH_QUICK=1, fewer figures; BENCH_PEERS, who
# is measured beside us.

set -u
out=$BENCH_OUT
tree=$BENCH_TREE
quick=${BENCH_QUICK:-0}
root=/run/bench
tab=$(printf '\t')

# khugepaged copies what a program has into huge pages: some 25 million instructions
# at once, at a time of its own.  It shall not wake up meanwhile.
echo 4000000000 >/sys/kernel/mm/transparent_hugepage/khugepaged/scan_sleep_millisecs

die() {
	printf 'check\t%s\tfailed\t%s\n' "${0##*/}" "$*"
	exit 1
}

figure() {
	printf 'figure\t%s\t%s\t%s\t%s\t%s\t%s\n' "$@"
}

missing() {
	printf 'missing\t%s\t%s\t%s\n' "$@"
}

# check NAME COMMAND...: says whether the command succeeds; ends the part if not.
check() {
	what=$1
	shift
	if "$@"; then
		printf 'check\t%s\tok\t\n' "$what"
	else
		printf 'check\t%s\tfailed\t%s\n' "$what" "$*"
		exit 1
	fi
}

# wait_for SECONDS COMMAND...: until it succeeds.  For a program to be ready,
# never for a figure to look better.
wait_for() {
	left=$(($1 * 10))
	shift
	until "$@" 2>/dev/null; do
		left=$((left - 1))
		[ $left -gt 0 ] || return 1
		sleep 0.1
	done
}

# ended PID: it is gone, or only waits to be reaped.
ended() {
	! kill -0 "$1" 2>/dev/null || grep -q '^State:.Z' "/proc/$1/status"
}

# Where the peers' root sees it, too.
cp "$out/bin/callcost" /tmp/callcost

# The wrapper runs callcost under something (strace), the options are callcost's.
wrapper=
options=
unit=insn/call

# cost SUBJECT NAME CALL: what CALL costs while SUBJECT does what NAME says.
cost() {
	# shellcheck disable=SC2086 # lists of words
	$wrapper /tmp/callcost $options "$3" >/tmp/cost 2>/tmp/cost.err || {
		cat /tmp/cost.err
		die "callcost $options $3 for $1 $2"
	}
	while read -r _ measure value spread; do
		figure "$2" "$1" "$measure" "$unit" "$value" "$spread"
	done </tmp/cost
}

# costs SUBJECT CALL...: calls that no rule of SUBJECT is about.
costs() {
	subject=$1
	shift
	for call; do
		cost "$subject" "no-rule/$call" "$call"
	done
}

# make_calls CALL...: once each, to see who notices.
make_calls() {
	/tmp/callcost -1 "$@" >/dev/null
}

# ---- ours ----

load() {
	insmod "$tree/build/kmod/$(uname -r)/sct_hijack.ko" &&
		insmod "$tree/build/kmod/$(uname -r)/sct_rules.ko" || die "the modules do not load"
}

unload() {
	"$out/bin/upload" -d && wait_for 20 rmmod sct_rules && rmmod sct_hijack
}

# rules NAME: puts the compiled table of that name in force; 1 if this tree cannot
# compile it, with the reason in $reason.
rules() {
	table=$out/tables/$1
	if [ ! -s "$table" ]; then
		reason=$(head -n 1 "$table.error" | sed 's/.*error: //')
		return 1
	fi
	"$out/bin/upload" "$table" || die "the kernel refuses $table"
}

# ---- peers ----

# The peers' root, with the guest's own devices, kernel files and /tmp.  In memory:
# while the guest waits for the host's disk, its clock runs through timers.
enter_root() {
	mkdir $root && mount -t tmpfs -o size=80% tmpfs $root &&
		tar -xf build/bench/root.tar -C $root || die "cannot unpack the peers"
	mount --rbind /dev "$root/dev" && mount -t proc proc "$root/proc" &&
		mount --rbind /sys "$root/sys" && mount --bind /tmp "$root/tmp" &&
		mount -t tmpfs tmpfs "$root/run" || die "cannot prepare $root"
	[ -d /sys/kernel/debug/tracing ] || mount -t debugfs debugfs "$root/sys/kernel/debug"
}

in_root() { LC_ALL=C chroot "$root" "$@"; }

# Runs a peer in the background, its output in /tmp/peer.out; its pid is $peer.
start_peer() {
	: >/tmp/peer.out
	LC_ALL=C chroot "$root" "$@" >/tmp/peer.out 2>/tmp/peer.err </dev/null &
	peer=$!
}

stop_peer() {
	if ! kill -INT "$peer" || ! wait_for 60 ended "$peer"; then
		# Where it is: for whoever has to find out why.
		grep -E '^(State|Sig)' "/proc/$peer/status"
		cat "/proc/$peer/wchan" "/proc/$peer/stack"
		peer_failed "$1 does not stop"
	fi
	wait "$peer"
}

peer_failed() {
	tail -n 5 /tmp/peer.err /tmp/peer.out
	die "$1"
}
