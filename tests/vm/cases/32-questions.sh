# SPDX-License-Identifier: GPL-2.0-only
# SUSPEND with a deadline: the caller waits in the kernel for somebody's answer, which no
# signal, tracer or change of rules gives instead.
# timeout: 420
. tests/vm/tap.sh
. tests/vm/served.sh

# Who opens the control device is spared: ctl asks and answers.
pending() { build/tests/ctl pending; }
count() { pending | sed -n 's/^count=//p'; }
last_id() { pending | sed -n 's/^id=\([0-9]*\).*/\1/p' | tail -1; }
answer() { build/tests/ctl answer "$@"; }

until_count() {
	for _ in $(seq 200); do
		[ "$(count)" != "$1" ] || return 0
		sleep 0.05
	done
	echo "$(count) wait, not $1"
	return 1
}

# asks NAME: a file, and a page that says its path, for build/tests/removes.
asks() {
	: >"$work/$1"
	printf '%s' "$work/$1" >"$work/$1.path"
}

# remove NAME: it does so in the background; its pid in $pid, its result in NAME.out.
remove() {
	build/tests/removes "$work/$1.path" >"$work/$1.out" &
	pid=$!
}

took() { cut -d' ' -f2 "$work/$1.out"; }
result() { cut -d' ' -f1 "$work/$1.out"; }
within() { [ "$1" -ge "$2" ] && [ "$1" -le "$3" ] || { echo "$1 ms, not $2 to $3"; return 1; }; }

# table DEADLINE DEFAULT: asks for all that begins with "asked".
table() {
	rules <<EOR
rule { syscall_name=unlink rule_name=ask filter_expression { PARAMS[1] ~= "$work/asked" }
       action { type=SUSPEND deadline=$1 default=$2 log_format {ask %comm %params} } when=before }
rule { syscall_name=unlink rule_name=plain filter_expression { PARAMS[1] in ("plain", "/mnt/plain") || PARAMS[1] startswith "xxxx" }
       action { type=SUSPEND deadline=$1 default=$2 log_format {ask %comm %params} } when=before }
rule { syscall_name=unlink rule_name=never filter_expression { PARAMS[1] == "$work/never" }
       action { type=FAIL error_code=EROFS log_format {never %comm %params} } when=before }
EOR
}

table 60s fail
same "nobody waits yet" 0 "$(count)"

asks asked1
remove asked1
ok "the caller waits" until_count 1
ok "and its call has not run" test -e "$work/asked1"
same "it is asleep, not stopped, and no load" I "$(sed 's/.*) \(.\).*/\1/' "/proc/$pid/stat")"
out=$(sct_config pending)
has "pending says who, what, by which rule" "$pid .*removes .*root .*ask .*unlink(\"$work/asked1\")" "$out"
out=$(sct_config pending --format json)
has "and as JSON about which object" "\"object\" : \"\\\\\"$work/asked1" "$out"
kill -CONT "$pid"
kill -STOP "$pid"
kill -TERM "$pid"
same "SIGCONT, SIGSTOP and SIGTERM end nothing" "1 $pid" "$(count) $(pending | sed -n 's/.*pid=//p')"
ok "nor has it run" test -e "$work/asked1"
sct_config answer "$(last_id)" allow
wait "$pid" 2>/dev/null
ok "allowed, the call has run, and what came meanwhile comes then" test ! -e "$work/asked1"
status "there is nothing more to answer" 3 sct_config answer 1 allow
has "and it says so" "no call waits" "$out"

asks asked2
remove asked2
ok "another one waits" until_count 1
sct_config answer "$(last_id)" fail EACCES
wait "$pid"
same "refused, with the error of the answer" EACCES "$(result asked2)"
ok "its call has not run" test -e "$work/asked2"

remove asked2
until_count 1
sct_config answer "$(last_id)" kill TERM
wait "$pid"
same "killed, by the signal of the answer" 143 $?
ok "its call has not run" test -e "$work/asked2"

remove asked2
until_count 1
kill -KILL "$pid"
wait "$pid"
same "SIGKILL ends the wait" 137 $?
same "and nobody waits" 0 "$(count)"
ok "its call has not run" test -e "$work/asked2"

remove asked2
until_count 1
cat >"$work/trace.py" <<EOT
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
pid = int(sys.argv[1])
PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_CONT = 0x4206, 0x4207, 7
print(libc.ptrace(PTRACE_SEIZE, pid, None, None), libc.ptrace(PTRACE_INTERRUPT, pid, None, None),
      libc.ptrace(PTRACE_CONT, pid, None, None))
EOT
has "a tracer attaches" "^0 0 -1" "$(python3 "$work/trace.py" "$pid")"
same "but ends no wait" 1 "$(count)"
answer id="$(last_id)" fail=13
wait "$pid"
same "the answer does" EACCES "$(result asked2)"

logged >"$work/log"
has "the log says that it was asked" 'ask "removes".*asked1" \[#[0-9]* asked\]' "$(cat "$work/log")"
has "and who answered, and after how long" \
	'asked1" \[#[0-9]* allowed after [0-9]* ms: answered by ".*", pid [0-9]*, uid 0\]' "$(cat "$work/log")"
has "what the answer was" 'asked2" \[#[0-9]* refused EACCES after [0-9]* ms: answered' "$(cat "$work/log")"
has "that it was to be killed" 'asked2" \[#[0-9]* killed after [0-9]* ms: answered' "$(cat "$work/log")"
has "or has died" 'asked2" \[#[0-9]* killed after [0-9]* ms: died\]' "$(cat "$work/log")"

# ---- what was asked about is what runs

asks asked3
: >"$work/asked4"
: >"$work/never"
: >"$work/free"
remove asked3
until_count 1
id=$(last_id)
printf '%s\0' "$work/asked4" | dd of="$work/asked3.path" conv=notrunc 2>/dev/null
answer id="$id"
for _ in $(seq 100); do [ "$(last_id)" = "$id" ] || [ -z "$(last_id)" ] || break; sleep 0.05; done
same "with another path meanwhile, it is asked again" $((id + 1)) "$(last_id)"
ok "and neither is gone" test -e "$work/asked3" -a -e "$work/asked4"
printf '%s\0' "$work/never" | dd of="$work/asked3.path" conv=notrunc 2>/dev/null
answer id=$((id + 1))
wait "$pid"
same "with a path that another rule refuses, that one does" EROFS "$(result asked3)"
ok "and nothing is gone" test -e "$work/asked3" -a -e "$work/asked4" -a -e "$work/never"
has "the log says why it was asked again" 'asked4" \[#[0-9]* asked again: argument-changed\]' "$(logged)"

asks asked5
remove asked5
for i in $(seq 9); do
	until_count 1
	id=$(last_id)
	printf '%s\0' "$work/asked5.$i" | dd of="$work/asked5.path" conv=notrunc 2>/dev/null
	answer id="$id"
	for _ in $(seq 100); do [ "$(last_id)" = "$id" ] || break; sleep 0.02; done
done
wait "$pid"
same "who changes it each time meets the default" EPERM "$(result asked5)"
has "and the log says so" 'refused EPERM: changed-too-often' "$(logged)"

# ---- the deadline

table 1500ms fail
asks asked6
remove asked6
wait "$pid"
same "without an answer it fails" EPERM "$(result asked6)"
ok "in time: to 100 ms" within "$(took asked6)" 1500 1600
ok "its call has not run" test -e "$work/asked6"
has "the log says so" 'asked6" \[#[0-9]* refused EPERM after 15[0-9]* ms: deadline\]' "$(logged)"

table 300ms allow
remove asked6
wait "$pid"
same "or goes on, if that is the default" 0 "$(result asked6)"
ok "in time" within "$(took asked6)" 300 400

table 300ms kill
asks asked7
remove asked7
wait "$pid"
same "or is killed" 137 $?
ok "its call has not run" test -e "$work/asked7"

# ---- many

table 60s fail
set --
for i in $(seq 100); do asks "asked_$i"; set -- "$@" "$work/asked_$i.path"; done
build/tests/removes "$@" >"$work/many.out" &
many=$!
ok "100 wait at once" until_count 100
same "all are listed, in order" "$(pending | sed -n 's/^id=\([0-9]*\).*/\1/p' | sort -nu)" \
	"$(pending | sed -n 's/^id=\([0-9]*\).*/\1/p')"
same "each once" 100 "$(pending | grep -c '^id=')"
same "none of them is load" 0 "$(cut -d. -f1 /proc/loadavg | sed 's/^[0-9]$/0/')"
answer id=all
wait "$many"
same "all have got their answer" "100 0" "$(cut -d' ' -f1 "$work/many.out" | sort | uniq -c | sed 's/^ *//')"
ok "and all have run" sh -c "! ls $work/asked_* | grep -qv path"

set --
for i in $(seq 300); do asks "asked_$i"; set -- "$@" "$work/asked_$i.path"; done
build/tests/removes "$@" >"$work/many.out" &
many=$!
ok "of one user 256 wait, beyond that the default decides" until_count 256
same "all are listed" 256 "$(pending | sed -n 's/^id=\([0-9]*\).*/\1/p' | sort -u | grep -c .)"
same "at once" "44 EPERM" "$(cut -d' ' -f1 "$work/many.out" | sort | uniq -c | sed 's/^ *//')"
build/tests/ctl delete
wait "$many"
same "rules deleted: the default of all that waited" "300 EPERM" \
	"$(cut -d' ' -f1 "$work/many.out" | sort | uniq -c | sed 's/^ *//')"
has "the log says why" 'refused EPERM after [0-9]* ms: no-rules' "$(logged)"
has "and who did not wait" 'refused EPERM: too-many' "$(logged)"

# ---- other rules meanwhile

table 60s fail
asks asked8
remove asked8
until_count 1
id=$(last_id)
table 60s allow
ok "new rules that ask: it is asked anew" until_count 1
same "as another question" $((id + 1)) "$(last_id)"
status "the old one cannot be answered any more" 1 answer id="$id"
rules <<EOR
rule { syscall_name=unlink rule_name=deny filter_expression { PARAMS[1] ~= "$work/asked" }
       action { type=FAIL error_code=EBUSY } when=before }
EOR
wait "$pid"
same "new rules that refuse: it is refused" EBUSY "$(result asked8)"
table 60s fail
remove asked8
until_count 1
rules <<EOR
rule { syscall_name=unlink rule_name=other filter_expression { PARAMS[1] == "/nowhere" }
       action { type=FAIL error_code=EBUSY } when=before }
EOR
wait "$pid"
same "new rules that do not care: it runs" 0 "$(result asked8)"

table 60s fail
build/tests/ctl confirm >/dev/null 2>&1
asks asked8
remove asked8
until_count 1
sct_config upload --confirm 1 "$work/rules.conf" >/dev/null
ok "rules on trial ask it anew, and so do those that come back" until_count 1
for _ in $(seq 100); do [ "$(build/tests/ctl status | sed -n 's/^state=//p')" = 2 ] || break; sleep 0.05; done
ok "nobody's upload waits for it" until_count 1
answer id=all fail=1
wait "$pid"
same "the answer holds" EPERM "$(result asked8)"

# ---- remembered

remove asked8
until_count 1
sct_config answer "$(last_id)" allow --remember
wait "$pid"
same "allowed, and to be remembered" 0 "$(result asked8)"
asks asked8
remove asked8
wait "$pid"
same "the next time nobody is asked" 0 "$(result asked8)"
ok "and it runs" test ! -e "$work/asked8"
has "the log says so" 'asked8" \[allowed: remembered by' "$(logged)"
asks asked8
rm -f "$work/asked8" &
pid=$!
ok "another program is asked" until_count 1
answer id=all fail=1
wait "$pid"
cp build/tests/removes "$work/removes"
"$work/removes" "$work/asked8.path" >"$work/asked8.out" &
pid=$!
ok "as is a copy of the program" until_count 1
answer id=all fail=1
wait "$pid"
asks asked9
remove asked9
ok "and about another object" until_count 1
answer id=all fail=1
wait "$pid"
# plain COMMAND...: remove "plain", as the command has it; its result in plain.out.
printf 'plain\0' >"$work/plain.path"
plain() {
	"$@" "$PWD/build/tests/removes" "$work/plain.path" >"$work/plain.out" &
	pid=$!
}
mkdir "$work/here" "$work/there"
: >"$work/here/plain"
: >"$work/there/plain"
plain env -C "$work/here"
until_count 1
answer id=all remember=1
wait "$pid"
plain env -C "$work/here"
wait "$pid"
same "a relative path is remembered" ENOENT "$(result plain)"
plain env -C "$work/there"
ok "but not for another directory" until_count 1
answer id=all fail=1
wait "$pid"
ok "in which nothing is gone" test -e "$work/there/plain"
printf '/mnt/plain\0' >"$work/plain.path"
plain env
until_count 1
answer id=all remember=1
wait "$pid"
plain env
wait "$pid"
same "a path is remembered" ENOENT "$(result plain)"
plain unshare -m
ok "but not for other mounts" until_count 1
same "for which it cannot be" ENODATA "$(answer id=all remember=1)"
answer id=all fail=1
wait "$pid"
python3 -c 'import os; os.unlink("x" * 5000)' 2>/dev/null &
pid=$!
until_count 1
same "nor can an answer about what was cut" ENODATA "$(answer id=all remember=1)"
answer id=all fail=1
wait "$pid"
table 60s fail
remove asked8
ok "with new rules all is forgotten" until_count 1
answer id=all fail=1
wait "$pid"

# ---- the tool and the module go

remove asked8
until_count 1
build/tests/ctl pending die=1 >/dev/null 2>&1
same "a tool that dies changes nothing" 1 "$(count)"
build/tests/ctl delete
status "unloading need not wait for who waits" 0 sct_unload
wait "$pid"
same "he gets the default" EPERM "$(result asked8)"
ok "long before the deadline" within "$(took asked8)" 0 30000
ok "its call has not run" test -e "$work/asked8"
sct_load
