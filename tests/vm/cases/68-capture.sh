# SPDX-License-Identifier: GPL-2.0-only
# Captures of a real flood: all that was generated is in it or said to be lost; a
# recorder that is killed while it goes from file to file leaves captures that are
# right, and are read with the same counts that verify gives.
# timeout: 900
# once: 6.12
. tests/vm/tap.sh
. tests/vm/flood.sh

# number PATTERN TEXT: what the group of the pattern matches.
number() { printf '%s\n' "$2" | sed -n "s/.*$1.*/\1/p" | head -n 1; }
# shown DIRECTORY: events and losses that -r shows.
shown() {
	sctlog -r "$1" --json 2>"$work/read.err" | awk '
		/^\{"type":"event"/ { events++; next }
		/^\{"type":"lost"/ { match($0, /"count":[0-9]+/); lost += substr($0, RSTART + 8, RLENGTH - 8); next }
		{ other++ }
		END { print "events=" events + 0, "lost=" lost + 0, "other=" other + 0 }'
}

# Ended by a signal: everything is in it.
mkdir "$work/ended"
sctlog --new -w "$work/ended/c" --rotate-size 30K 2>"$work/err" &
pid=$!
ok "the recorder waits for events" until_idle
made=$(build/tests/calls "${FLOOD_SECONDS:-2}")
ok "it lives, and has read all" until_idle
kill -TERM $pid
got=0; wait $pid || got=$?
same "SIGTERM ends it with status 0" 0 $got
key=$(number 'its key: \([0-9a-f]*\)' "$(cat "$work/err")")
counted=$(shown "$work/ended")
echo "# made $made; in the capture $counted; $(ls "$work/ended" | wc -l) files, $(du -sk "$work/ended" | cut -f 1) KiB"
same "recorded + lost = generated" "$(($(part getppid "$made") + $(part openat "$made")))" \
	"$(($(part events "$counted") + $(part lost "$counted")))"
ok "it went from file to file" test -e "$work/ended/c.000002"
got=0; out=$(sctlog verify --key "$key" "$work/ended" 2>&1) || got=$?
same "verify: whole, or incomplete if events were lost" "$([ "$(part lost "$counted")" = 0 ] && echo 0 || echo 1)" "$got"
same "verify counts what -r shows" "$(part events "$counted") $(part lost "$counted")" \
	"$(number ' \([0-9]*\) events, [0-9]* lost' "$out") $(number '[0-9]* events, \([0-9]*\) lost' "$out")"
same "-r has no remarks" "" "$(cat "$work/read.err")"
sct_config delete >/dev/null 2>&1 || build/tests/ctl delete >/dev/null
one=$(sctlog -r "$work/ended" -n 1 --rule getppid --format '%ruleid %comm' 2>/dev/null)
same "the rules came with it" 'getppid "caller"' "$one"
tried=$(sct_config try "$work/flood.conf" -r "$work/ended" --format json 2>/dev/null |
	awk -F '[:,]' '/"matches"/ { matches += $2 } /"calls"/ { calls = $2 } END { print matches + 0, calls + 0 }')
same "tried on it, the same rules match all calls, each once" "$(part events "$counted") $(part events "$counted")" "$tried"

# Some of it in a bundle, which is read and proved without the captures.
signer=$(sctlog export --make-key "$work/key.pem")
mv "$work/ended/c.000001" "$work/first"
got=0; out=$(sctlog export --bundle "$work/bundle" --sign "$work/key.pem" -r "$work/first" --rule getppid 2>&1) || got=$?
same "a bundle is made: $out" 0 $got
sctlog -r "$work/first" --rule getppid --json >"$work/selected"
rm "$work/first"
got=0; out=$(sctlog verify --key "$key" --signer "$signer" "$work/bundle" 2>&1) || got=$?
ok "verify proves it, or says that events were lost: $got" test $got -le 1
same "verify counts what was selected" "$(grep -c '"type":"event"' "$work/selected")" "$(number ' \([0-9]*\) events, [0-9]* lost' "$out")"
sctlog -r "$work/bundle" --json >"$work/proved" 2>"$work/read.err"
ok "it shows what the capture shows" cmp "$work/selected" "$work/proved"
same "and has no remarks" "" "$(cat "$work/read.err")"

# Killed, as near to a change of files as can be seen from outside.
sct_config upload "$work/flood.conf" >/dev/null
mkdir "$work/killed"
sctlog --new -w "$work/killed/c" --rotate-size 10K 2>"$work/err" &
pid=$!
ok "a second recorder waits for events" until_idle
build/tests/calls 30 >/dev/null 2>&1 &
calls=$!
until [ -e "$work/killed/c.000003" ]; do kill -0 $pid || break; done
kill -KILL $pid
wait $pid 2>/dev/null
kill -TERM $calls 2>/dev/null
wait $calls 2>/dev/null
counted=$(shown "$work/killed")
got=0; out=$(sctlog verify --key "$(number 'its key: \([0-9a-f]*\)' "$(cat "$work/err")")" "$work/killed" 2>&1) || got=$?
echo "# killed: $counted; $(ls "$work/killed" | tr '\n' ' ')"
same "killed: verify says that the end is missing, and nothing else is wrong" 1 $got
same "killed: verify counts what -r shows" "$(part events "$counted") $(part lost "$counted")" \
	"$(number ' \([0-9]*\) events, [0-9]* lost' "$out") $(number '[0-9]* events, \([0-9]*\) lost' "$out")"
ok "killed: there are events" test "$(part events "$counted")" -gt 1000
same "killed: there is nothing else" 0 "$(part other "$counted")"

# A full disk is said, counted and survived.
mkdir "$work/small"
mount -t tmpfs -o size=64k none "$work/small"
sctlog --new -w "$work/small/c" 2>"$work/err" &
pid=$!
ok "a third recorder waits for events" until_idle
# A slow kernel makes few events, which take little room.
for round in 1 2 3 4 5 6 7 8; do
	build/tests/calls "${FLOOD_SECONDS:-2}" >/dev/null
	until_idle || break
	! grep -q "no room on the disk" "$work/err" || break
done
ok "it lives on a full disk" until_idle
same "that it is full is said once" 1 "$(grep -c 'no room on the disk' "$work/err")"
mount -o remount,size=64m "$work/small"
# It is said when as much has found room as there was none for.
for round in 1 2 3 4 5 6 7 8; do
	build/tests/calls 1 >/dev/null
	until_idle || break
	! grep -q "there is room again" "$work/err" || break
done
ok "it lives, and goes on" until_idle
kill -TERM $pid
got=0; wait $pid || got=$?
same "its status says that events were given up" 3 $got
has "there is room again" "there is room again; [1-9][0-9]* events were given up" "$(cat "$work/err")"
got=0; out=$(sctlog verify "$work/small/c" 2>&1) || got=$?
same "what is there was not changed, and all gaps are said" 1 $got
same "no gap is silent" 0 "$(printf '%s\n' "$out" | grep -c 'no loss record says so')"
umount "$work/small"
