# SPDX-License-Identifier: GPL-2.0-only
# sctlog: live, counted, ended by Ctrl-C and by a closed pipe.
. tests/vm/tap.sh
. tests/vm/served.sh

rules <<'EOR'
rule { syscall_name=unlink rule_name=unlink
       action { type=LOG log_format {%comm %params} } when=before }
EOR
f=$work/$mark
touch_and_rm() { for _ in $(seq "$1"); do touch "$f"; rm "$f"; done; }

touch_and_rm 3
same "-n 2 ends after two events" 2 "$(sctlog -n 2 2>/dev/null | wc -l)"

# Live: the reader is there first; it is when it sleeps in the log device.
command sctlog --new -n 2 > "$work/live" 2>"$work/err" &
pid=$!
until grep -q -e '^7 ' -e '^0 ' /proc/$pid/task/*/syscall 2>/dev/null &&
      ls -l /proc/$pid/fd 2>/dev/null | grep -q sct_log; do sleep 0.1; done
touch_and_rm 2
wait $pid
same "--new shows what comes" "\"rm\" \"$f\"
\"rm\" \"$f\"" "$(cat "$work/live")"

# A shell starts its background jobs with SIGINT ignored, and Java keeps to that.
for signal in INT TERM HUP; do
	env --default-signal=INT sctlog > "$work/live.$signal" 2>"$work/err" &
	pid=$!
	until [ -s "$work/live.$signal" ]; do sleep 0.1; done
	kill -$signal $pid
	got=0; wait $pid || got=$?
	same "SIG$signal ends it with status 0" 0 $got
	has "SIG$signal: and a summary" "events shown" "$(cat "$work/err")"
done

ok "a closed pipe ends it" timeout 60 sh -c 'sctlog | head -1'

nasty=$(printf '%s/\033[31m\n"\\\377' "$work")
: > "$nasty"; rm "$nasty"
out=$(sctlog --once 2>/dev/null | tail -1)
same "control characters are escaped" "\"rm\" \"$work/\\x1b[31m\\n\\\"\\\\\\xff\"" "$out"
