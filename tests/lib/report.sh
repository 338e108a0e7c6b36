# SPDX-License-Identifier: GPL-2.0-only
# One line for a test, and the count of them.  Sourced by tests/run.

# The counts are of the shell that calls: a job adds its own up, see jobs.sh.
passed=0
failed=0

# Is a name chosen by the words of the command line?  Without words, all are.
wanted() {
	local w
	[ ${#only[@]} -gt 0 ] || return 0
	for w in "${only[@]}"; do
		[[ $1 == *"$w"* ]] && return 0
	done
	return 1
}

# Can anything in suite $1 be chosen?  A word may name the suite and more.
wanted_below() {
	local w
	[ ${#only[@]} -gt 0 ] || return 0
	for w in "${only[@]}"; do
		[[ $1 == *"${w%%/*}"* ]] && return 0
	done
	return 1
}

# result NAME STATUS RERUN-COMMAND [FILE-WITH-OUTPUT]
result() {
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
		echo "ok   $1"
		return
	fi
	failed=$((failed + 1))
	echo "FAIL $1"
	echo "     again: $3"
	[ -z "${4:-}" ] || tail -n 100 "$4" | sed 's/^/     | /'
	recall "$@" >>"$work/failures"
}

# What is said of a failed test once more at the end, in little: who has only the
# last lines of a long log shall know what failed and what it said; of a Java test
# that is not where it was called from.
recall() {
	echo "FAIL $1"
	echo "     again: $3"
	[ -z "${4:-}" ] || grep -v '^[[:space:]]*\(at .*\)\{0,1\}$' "$4" | tail -n 3 | cut -c 1-200 | sed 's/^/     | /'
}

# The failed tests again, the first of very many.
failures() {
	[ -s "$work/failures" ] || return
	echo "# failed:"
	head -n 200 "$work/failures"
}

# took NAME SECONDS: how long a case has taken.
took() { echo "$2 $1" >>"$work/times"; }

slowest() {
	[ -s "$work/times" ] || return
	echo "# the slowest:"
	sort -k 1,1rn "$work/times" | head -n "${SLOWEST:-10}" | while read -r seconds name; do
		printf '# %5d s  %s\n' "$seconds" "$name"
	done
}

summary() {
	if [ $((passed + failed)) = 0 ]; then
		echo "no test is called ${only[*]}" >&2
		exit 2
	fi
	slowest
	echo "# all: $SECONDS s on $(nproc) processors"
	failures
	echo "$passed passed, $failed failed"
	[ $failed = 0 ]
	exit
}
