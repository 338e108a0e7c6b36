# SPDX-License-Identifier: GPL-2.0-only
# sctlog --json in a flood: what it shows and what it says is lost add up to what
# was generated.  FLOOD_SECONDS=60 is the long form.
# timeout: 900
# once: 6.1
. tests/vm/tap.sh
. tests/vm/flood.sh

cat > "$work/count.awk" <<'EOA'
function number(name) {
	match($0, "\"" name "\":[0-9]+")
	return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) + 0
}
/^\{"type":"lost"/ { lost += number("count"); next }
!/^\{"type":"event"/ { other++; next }
{
	match($0, /"rule":"[a-z]+"/)
	rule = substr($0, RSTART + 8, RLENGTH - 9)
	cpu = number("cpu")
	received[rule]++
	rule_seq = number("rule_seq")
	if (rule_seq < next_seq[rule, cpu]) back++
	next_seq[rule, cpu] = rule_seq + 1
}
END {
	for (key in next_seq) {
		split(key, of, SUBSEP)
		numbered[of[1]] += next_seq[key]
	}
	received_all = received["getppid"] + received["openat"]
	print "received=" received_all, "lost=" lost + 0,
	      "sum=" received_all + lost, "other=" other + 0, "back=" back + 0,
	      "getppid=" numbered["getppid"], "openat=" numbered["openat"]
}
EOA

mkfifo "$work/pipe"
awk -f "$work/count.awk" < "$work/pipe" > "$work/counted" &
awk=$!
sctlog --new --json > "$work/pipe" 2>"$work/err" &
pid=$!
ok "sctlog waits for events" until_idle
made=$(build/tests/calls "${FLOOD_SECONDS:-2}")
ok "sctlog lives, and has read all" until_idle
kill -TERM $pid
ended=0; wait $pid || ended=$?
same "SIGTERM ends it with status 0" 0 $ended
wait $awk
counted=$(cat "$work/counted")
echo "# made $made; read $counted"
same "shown + lost = generated" "$(($(part getppid "$made") + $(part openat "$made")))" "$(part sum "$counted")"
for rule in getppid openat; do
	same "$rule: its numbers come to what was generated" "$(part $rule "$made")" "$(part $rule "$counted")"
done
same "each rule's numbers go up" 0 "$(part back "$counted")"
same "there is nothing else" 0 "$(part other "$counted")"
has "its summary has the same figures" "$(part received "$counted") events shown, 0 .*$(part lost "$counted") lost" "$(cat "$work/err")"
