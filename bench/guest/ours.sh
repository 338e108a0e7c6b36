# SPDX-License-Identifier: GPL-2.0-only
# Our rules, one table after the other.  Sourced by bench/guest/calls.

ours_rule() {
	if rules "$2"; then
		cost ours "$1" "$3"
	else
		missing "$1" ours "$reason"
	fi
}

# A rule that must let a call through, or refuse it, does.
ours_sees() {
	start_reader "$out/bin/reader"
	make_calls watched
	stop_reader
	[ "$read_events" = 1 ]
}

ours_refuses() {
	[ "$(/tmp/callcost -1 watched)" = "watched 1" ]
}

ours_calls() {
	load
	rules match-log
	check "ours sees the call" ours_sees
	rules match-fail
	check "ours refuses the call" ours_refuses

	rules miss-string
	costs ours getppid read clock_gettime
	ours_rule miss/number miss-number other
	ours_rule miss/string miss-string other
	ours_rule miss/path miss-path other
	ours_rule miss/open-string open-miss-string open-other
	ours_rule miss/open-path open-miss-path open-other
	ours_rule miss/after miss-after other
	ours_rule miss/both miss-both other
	ours_rule match/fail match-fail watched
	ours_rule match/log-unread match-log watched
	ours_log
	unload || die "the modules do not unload"
}

# ---- logging, with a reader ----

start_reader() {
	"$@" >/tmp/reader.out 2>/tmp/reader.err &
	reader=$!
	wait_for 60 reads_log || die "no reader: $(cat /tmp/reader.err)"
}

reads_log() {
	ls -l "/proc/$reader/fd" | grep -q /dev/sct_log
}

resident() { awk '/^VmRSS:/ { print $2 }' "/proc/$1/status"; }

# The program's last line says how many events it had and how many were lost.
stop_reader() {
	kill -TERM "$reader"
	wait "$reader"
	read_events=$(sed -n 's/^[^0-9]*\([0-9]*\) events.*/\1/p' /tmp/reader.err)
	lost_events=$(sed -n 's/.* \([0-9]*\) lost.*/\1/p' /tmp/reader.err)
}

# log_with NAME RULE READER...: a match that logs, with that reader running.
log_with() {
	name=$1
	rules "$2"
	shift 2
	saved=$options
	options="$saved -n 20000"
	start_reader "$@"
	cost ours "match/$name" watched
	[ "$name" != log-sctlog ] || figure "memory/sctlog, resident" ours size KiB "$(resident "$reader")" 0
	stop_reader
	options=$saved
	figure "events/match-$name" ours count events "$read_events" 0
	figure "lost/match-$name" ours count events "$lost_events" 0
}

ours_log() {
	log_with log match-log "$out/bin/reader"
	log_with both match-both "$out/bin/reader"
	# A compiler inside is never the same twice.
	unit="insn/call, Java"
	log_with log-sctlog match-log "$tree/build/bin/sctlog" --new
	unit=insn/call
}

# ---- whole programs ----

ours_programs() {
	load
	for w in $workloads; do
		rule=opens
		[ "$w" != nginx ] || rule=syscord
		rules $rule
		start_reader "$out/bin/reader"
		program ours "$w"
		stop_reader
		figure "events/$w" ours count events "$read_events" 0
		figure "lost/$w" ours count events "$lost_events" 0
	done
	requests=$peer_requests
	rules syscord
	start_reader "$tree/build/bin/sctlog" --new
	program ours-sctlog nginx
	stop_reader
	figure events/nginx ours-sctlog count events "$read_events" 0
	figure lost/nginx ours-sctlog count events "$lost_events" 0
	unload || die "the modules do not unload"
}
