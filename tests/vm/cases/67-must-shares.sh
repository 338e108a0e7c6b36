# SPDX-License-Identifier: GPL-2.0-only
# delivery = must: who floods takes his share of the room, and nobody else waits.
. tests/vm/tap.sh

for call in getppid openat; do
	cat <<-EOR
	rule { syscall_name=$call rule_name=$call coverage=exact
	       filter_expression { COMM == "caller" }
	       action { type=LOG delivery=must must_timeout=1h log_format {$call} } when=before }
	EOR
done > "$work/must.conf"
field() { build/tests/ctl status | sed -n "s/^$1=//p"; }
as() { uid=$1; shift; setpriv --reuid "$uid" --regid "$uid" --clear-groups "$@"; }

# What others than root may execute.
chmod 755 "$work"
cp build/tests/calls "$work/calls"
cp /bin/true "$work/caller"

sct_config upload "$work/must.conf" >/dev/null
sctlog --new > "$work/shown" 2>&1 &
reader=$!
until [ "$(field readers)" = 1 ]; do kill -0 $reader || break; sleep 0.1; done
kill -STOP $reader
as 1000 "$work/calls" 2 > "$work/made" &
calls=$!
until [ "$(field must_waiting)" = 8 ]; do kill -0 $calls || break; sleep 0.1; done
same "uid 1000 floods, and waits for the reader" 8 "$(field must_waiting)"
for uid in 33 0 65534; do
	status "uid $uid goes on at once" 0 as $uid timeout 30 "$work/caller"
done
same "... and nothing else waits" 8 "$(field must_waiting)"
kill -CONT $reader
ended=0
wait $calls || ended=$?
same "the reader reads: uid 1000 goes on to its end" 0 $ended
made=$(($(sed 's/^getppid=\([0-9]*\) openat=\([0-9]*\)$/\1 + \2/' "$work/made")))
until [ "$(grep -c -e getppid -e openat "$work/shown")" -gt "$made" ]; do kill -0 $reader || break; sleep 0.1; done
ok "every call of all of them was seen" test "$(grep -c -e getppid -e openat "$work/shown")" -gt "$made"
same "no event was lost" "0 0" "$(build/tests/ctl counters | sed -n 's/^rule=.*dropped=\([0-9]*\).*/\1/p' | paste -sd " ")"
kill -TERM $reader
wait $reader 2>/dev/null
