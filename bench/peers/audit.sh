# SPDX-License-Identifier: GPL-2.0-only
# The kernel's audit with auditd.  A rule with a path follows the file, by its name
# in its directory: the nearest relative of our resolved path.

audit_log=$root/var/log/audit/audit.log

audit_sees() {
	make_calls "$1"
	grep -q 'type=SYSCALL.*key="bench"' "$audit_log"
}

# audit_rule NAME CALL ARGUMENT...: in place of the one before.
audit_rule() {
	seen_by=$1
	shift
	in_root auditctl -D >/dev/null && : >"$audit_log" &&
		in_root auditctl -a always,exit -F arch=b64 "$@" -k bench >/tmp/auditctl.out 2>&1 ||
		die "auditctl refuses $*: $(cat /tmp/auditctl.out)"
	wait_for 60 audit_sees "$seen_by" || die "audit does not see the call: $*"
	printf 'check\taudit sees the call\tok\t%s\n' "$*"
}

audit_start() {
	mkdir -p "$root/var/log/audit" "$root/var/run"
	start_peer auditd -n
	wait_for 60 in_root auditctl -s >/tmp/auditctl.out || peer_failed "auditd does not start"
	in_root auditctl -e 1 >/tmp/auditctl.out 2>&1 || die "auditctl: $(cat /tmp/auditctl.out)"
}

audit_stop() {
	in_root auditctl -D >/dev/null
	kill -TERM "$peer" && wait_for 60 ended "$peer" || die "auditd does not stop"
}

audit_calls() {
	audit_start
	audit_rule watched -S unlinkat -F path=/tmp/bench-watched
	costs audit getppid read clock_gettime
	cost audit miss/string other
	cost audit miss/path other
	# auditd runs in between, whatever the length of the loop.
	saved=$options
	options="-w -n 2000"
	cost audit match/log watched
	options=$saved
	audit_rule open-watched -S openat -F path=/tmp/bench-opened-
	cost audit miss/open-string open-other
	cost audit miss/open-path open-other
	audit_rule numbered -S unlinkat -F a2=4660
	cost audit miss/number other

	audit_stop
}

# ---- many rules ----

# audit_field KIND NUMBER: the field of a rule that does not match.
audit_field() {
	case $1 in
	exact) printf 'path=/tmp/bench-r%05d-' "$2" ;;
	number) printf 'a2=%d' $((5000 + $2)) ;;
	esac
}

audit_curves() {
	audit_start
	for kind in exact number; do
		in_root auditctl -D >/dev/null
		have=0
		for n in 1 10 100 1000; do
			while [ $have -lt $n ]; do
				echo "-a always,exit -F arch=b64 -S unlinkat -F $(audit_field $kind $have) -k bench"
				have=$((have + 1))
			done >/tmp/audit.rules
			in_root auditctl -R /tmp/audit.rules >/tmp/auditctl.out 2>&1 ||
				die "auditctl refuses $n rules: $(tail -n 1 /tmp/auditctl.out)"
			[ "$(in_root auditctl -l | wc -l)" = $n ] || die "audit has not $n rules"
			cost audit "rules/$kind/$n" other
		done
	done
	audit_stop
}
