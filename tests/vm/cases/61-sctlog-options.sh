# SPDX-License-Identifier: GPL-2.0-only
# sctlog: which events it shows, and how; names of any bytes and back.
# timeout: 1200
# once: 6.12
. tests/vm/tap.sh
. tests/vm/served.sh

rules <<'EOR'
rule { syscall_name=unlink rule_name=b4 priority=warning tags=(files, passwd)
       description="who deletes"
       action { type=LOG continue=yes log_format {%comm %params} } when=before }
rule { syscall_name=unlink rule_name=aft
       action { type=LOG log_format {%retval} } when=after }
rule { syscall_name=open rule_name=opn
       filter_expression { PARAMS[1] startswith "/tmp/mark" }
       action { type=LOG log_format {%comm %params} } when=before }
EOR
f=$work/$mark
: > "$f"
unlink "$f"
unlink "$f" 2>/dev/null
shown() { sctlog --once "$@" 2>"$work/err"; }
# Of these calls, not of what other cases left in the log.
mine() { shown --rule b4 --rule aft "$@"; }

# ---- which
same "--rule" 2 "$(shown --rule b4 | wc -l)"
same "--rule, twice" 4 "$(mine | wc -l)"
same "--syscall" 4 "$(mine --syscall unlink | wc -l)"
same "--syscall of another call" 0 "$(mine --syscall rename | wc -l)"
same "--uid of nobody" 0 "$(mine --uid 65534 | wc -l)"
same "--filter on a variable of the event" 1 "$(mine --filter 'RETVAL < 0' | wc -l)"
same "--filter on a parameter" 2 "$(shown --rule b4 --filter "PARAMS[1] == \"$f\"" | wc -l)"
has "--filter remarks what events do not tell" "do not tell RETVAL" "$(mine --filter 'RETVAL == 0' >/dev/null; cat "$work/err")"
status "--filter that is wrong" 2 shown --filter 'RETVAL =='
pid=$(shown --json --rule aft -n 1 | sed 's/.*"pid":\([0-9]*\).*/\1/')
same "--pid" 2 "$(mine --pid "$pid" | wc -l)"
same "--since now" 0 "$(mine --since 0s --syscall unlink | wc -l)"
same "--until an hour ago" 0 "$(mine --until 1h --syscall unlink | wc -l)"
same "--since an hour ago" 4 "$(mine --since 1h --syscall unlink | wc -l)"
same "--since, --until a minute in the future" 4 \
	"$(mine --since 1h --until "$(date -d '+1 min' +%Y-%m-%dT%H:%M:%S)" | wc -l)"

# ---- how
same "--format" "b4 unlink
b4 unlink" "$(shown --rule b4 --format '%ruleid %sname')"
same "--decoded" "-1 ENOENT (No such file or directory)" "$(shown --rule aft --decoded | tail -1)"
: > "$work/x"
has "--decoded flags" "O_WRONLY|O_CREAT|O_TRUNC, 0666" "$(shown --rule opn --decoded | tail -1)"
has "--time utc" "^20[0-9-]*T[0-9:.]*Z \"unlink\"" "$(shown --rule b4 --time utc)"
has "--time relative" "^+0\.000000 \"unlink\"" "$(shown --rule b4 --time relative)"
json=$(shown --json --rule b4 -n 1)
has "--json: the rule's attributes" '"priority":"warning","tags":\["files","passwd"\],"description":"who deletes"' "$json"
has "--json: the call" '"call":"unlink","nr":87,"abi":"x86_64"' "$json"
has "--json: the parameters" "\"params\":\[{\"name\":\"pathname\",\"type\":\"str\",\"value\":\"$f\"}\]" "$json"

# A reader that is followed says how it is; timed by the events, not by the clock.
command sctlog --new --stats 1 > "$work/live" 2>"$work/stats" &
pid=$!
until grep -q -e shown "$work/stats"; do sleep 0.2; done
kill -TERM $pid
got=0; wait $pid || got=$?
same "--stats does not change how it ends" 0 $got

# ---- every byte that a name can have, in the longest name that there is
bytes=$(i=1; while [ $i -lt 256 ]; do [ $i = 47 ] || printf '\\%03o' $i; i=$((i + 1)); done)
printf '/' > "$work/name"
while [ "$(wc -c < "$work/name")" -lt 3800 ]; do
	printf "$bytes/" >> "$work/name"
done
printf '%0300d' 0 | tr 0 z | head -c $((4095 - $(wc -c < "$work/name"))) >> "$work/name"
same "the name is as long as can be" 4095 "$(wc -c < "$work/name")"
# A shell's "$(...)" would lose a newline at the end; there is none.
unlink "$(cat "$work/name")" 2>/dev/null
same "one line of text" 1 "$(shown --rule b4 --filter 'PARAMS[1] endswith "zzz"' | wc -l)"
shown --json --rule b4 --filter 'PARAMS[1] endswith "zzz"' > "$work/json"
same "one line of JSON" 1 "$(wc -l < "$work/json")"
sed 's/.*"base64":"\([^"]*\)".*/\1/' "$work/json" | base64 -d > "$work/back"
ok "JSON gives back its bytes" cmp "$work/name" "$work/back"
shown --rule b4 --filter 'PARAMS[1] endswith "zzz"' |
	sed 's/^"unlink" "\(.*\)"$/\1/; s/\\"/"/g; s/%/%%/g' > "$work/escaped"
# Not the shell's own, which knows no \x.
env printf "$(cat "$work/escaped")" > "$work/back"
ok "text gives back its bytes" cmp "$work/name" "$work/back"
