# SPDX-License-Identifier: GPL-2.0-only
# Our own rules without the modules: sct_run stops the calls that have rules.

sct_run_sees() {
	$wrapper /tmp/callcost -1 watched >/dev/null && grep -q 'bench-watched' /tmp/run.raw
}

sct_run_calls() {
	saved=$options
	wrapper="$tree/build/bin/sct_run --table $out/tables/match-log --raw /tmp/run.raw"
	check "sct_run sees the call" sct_run_sees
	costs sct_run getppid read clock_gettime
	# As with strace: each stop costs tens of thousands of instructions.
	options="-w -n 2000"
	cost sct_run miss/string other
	cost sct_run match/log watched
	options=$saved
	wrapper=
}
