# SPDX-License-Identifier: GPL-2.0-only
# Reads the Test Anything Protocol.  Sourced by tests/run.
#
# A skipped test is a failed one: what cannot run here must not look tested.

# One stream's state; tap_line takes its lines, tap_end closes it.
tap_begin() {
	tap_suite=$1
	tap_again=$2
	tap_plan=
	tap_seen=0
	tap_failed=
	: >"$work/tap"
	: >"$work/tap.failed"
}

# A failed test waits for the comments that follow and explain it.
tap_flush() {
	[ -z "$tap_failed" ] || result "$tap_failed" 1 "$tap_again" "$work/tap.failed"
	tap_failed=
}

tap_line() {
	local line=$1 name
	case $line in
	'ok '* | 'not ok '* | ok | 'not ok')
		tap_flush
		tap_seen=$((tap_seen + 1))
		name=${line#not }
		name=${name#ok}
		name=${name# }
		[[ $name =~ ^[0-9]+\ *(.*)$ ]] && name=${BASH_REMATCH[1]}
		name="$tap_suite: ${name#- }"
		case $line in
		not* | *'# SKIP'* | *'# skip'* | *'# TODO'*)
			tap_failed=$name
			mv "$work/tap" "$work/tap.failed" ;;
		*)
			result "$name" 0 ;;
		esac
		: >"$work/tap" ;;
	1..*)
		tap_plan=${line#1..}
		tap_plan=${tap_plan%% *} ;;
	'#'*)
		if [ -n "$tap_failed" ]; then
			printf '%s\n' "$line" >>"$work/tap.failed"
		else
			printf '%s\n' "$line" >>"$work/tap"
		fi ;;
	*)
		printf '%s\n' "$line" >>"$work/tap" ;;
	esac
}

# A program that dies in the middle, or says less than it planned, has failed.
tap_end() {
	local status=$1
	tap_flush
	if [ -z "$tap_plan" ]; then
		echo "ended with status $status after $tap_seen tests, without a plan" >>"$work/tap"
	elif [ "$tap_plan" != $tap_seen ]; then
		echo "ended with status $status after $tap_seen of $tap_plan tests" >>"$work/tap"
	elif [ "$status" != 0 ] && [ "$status" != 1 ]; then
		echo "ended with status $status" >>"$work/tap"
	else
		return
	fi
	result "$tap_suite: runs to its end" 1 "$tap_again" "$work/tap"
}

tap_stream() {
	local line
	tap_begin "$1" "$2"
	while IFS= read -r line; do
		tap_line "$line"
	done
	tap_end "$3"
}
