# SPDX-License-Identifier: GPL-2.0-only
# For cases, which have sourced tap.sh: sctlog beside build/tests/calls, whose getppid and
# openat the rules log that are put in force here.

for call in getppid openat; do
	cat <<-EOR
	rule { syscall_name=$call rule_name=$call coverage=exact
	       filter_expression { COMM == "caller" }
	       action { type=LOG } when=before }
	EOR
done > "$work/flood.conf"
sct_config upload "$work/flood.conf" >/dev/null

# part NAME TEXT: the value of NAME=VALUE in it.
part() { printf '%s\n' "$2" | tr ' ' '\n' | sed -n "s/^$1=//p"; }

# It has read all that there is, and shown or written it, when $pid sleeps in poll.
idle() { grep -q '^7 ' /proc/$pid/task/*/syscall; }
until_idle() { until idle; do kill -0 $pid || return 1; sleep 0.1; done; }
