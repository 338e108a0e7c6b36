# SPDX-License-Identifier: GPL-2.0-only
# Rate limits, the size of the log, counters; sctlog's text through reloads.
. tests/vm/tap.sh
. tests/vm/served.sh

ctl() { build/tests/ctl "$@"; }
count() { ctl counters | sed -n "s/^rule=$1 .*\b$2=\([0-9]*\).*/\1/p"; }
f=$work/$mark

rules <<EOR
rule { syscall_name=unlink rule_name=limited filter_expression { PARAMS[1] == "$f" }
       action { type=LOG log_format {$mark limited} rate_limit=2/1h continue=yes } when=before }
rule { syscall_name=unlink rule_name=by_pid filter_expression { PARAMS[1] == "$f" }
       action { type=LOG log_format {$mark by_pid} rate_limit=1/1h per pid continue=yes } when=before }
rule { syscall_name=unlink rule_name=short filter_expression { PARAMS[1] == "$f" }
       action { type=FAIL error_code=EPERM log_format {$mark short} rate_limit=1/1s } when=before }
EOR
refused=0
for _ in 1 2 3 4 5; do rm -f "$f" 2>/dev/null || true; touch "$f"; rm -f "$f" 2>/dev/null || refused=$((refused + 1)); done
same "a rate limit does not limit what FAIL refuses" 5 $refused
out=$(logged)
same "2 an hour" 2 "$(printf '%s\n' "$out" | grep -c limited)"
same "1 an hour for each process" "$(count 1 events)" "$(printf '%s\n' "$out" | grep -c by_pid)"
ok "more than 4 processes" test "$(count 1 events)" -gt 4
same "events + suppressed: rule and process see as many" "$(($(count 0 events) + $(count 0 suppressed)))" \
	"$(($(count 1 events) + $(count 1 suppressed)))"
sleep 1.1
rm -f "$f" 2>/dev/null || true
told=$(sctlog --once --json 2>/dev/null | sed -n '/"rule":"short"/s/.*"suppressed":\([0-9]*\).*/\1/p' |
	awk '{ n += $1 } END { print n }')
same "the events of later windows tell all that was held back" "$(count 2 suppressed)" "$told"

# The size of the log.
ctl delete
same "the size is asked" "bytes=1048576" "$(ctl log-size)"
same "another size, rounded up" "bytes=131072" "$(ctl log-size bytes=100000)"
same "status says so" 131072 "$(ctl status | sed -n 's/^log_bytes=//p')"
same "sysfs says so" 128 "$(cat /sys/module/sct_rules/parameters/log_kb)"
has "the events are still there" "$mark limited" "$(logged)"
for bad in 65535 1073741825 18446744073709551615; do
	same "a size of $bad: EINVAL" EINVAL "$(ctl log-size bytes=$bad)"
done
same "the smallest" "bytes=65536" "$(ctl log-size bytes=65536)"
same "back again" "bytes=1048576" "$(ctl log-size bytes=1048576)"

same "counters of no rules" "generation=$(ctl status | sed -n 's/^generation=//p')" "$(ctl counters)"

# Each line in the format of its own table, whenever it is read.
for letter in A B; do
	cat > "$work/$letter.conf" <<-EOR
	rule { syscall_name=unlink rule_name=$letter filter_expression { PARAMS[1] == "$f" }
	       action { type=LOG log_format {$mark $letter %generation %ruleid} } when=before }
	EOR
	sct_config dump --raw "$work/$letter.conf" > "$work/$letter"
done
want=
for letter in A B A A B B A B; do
	generation=$(ctl upload "table=$work/$letter")
	touch "$f"; rm "$f"
	want="$want$mark $letter ${generation#generation=} $letter
"
done
same "every line in its own table's format" "$want" "$(logged | grep ' [AB] ')
"
