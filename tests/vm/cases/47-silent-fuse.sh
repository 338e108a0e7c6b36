# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# A caller whose string, number or path is in the hands of a FUSE daemon that does
# not answer: it keeps nobody from changing the rules, and is named to who unloads.
. tests/vm/tap.sh
. tests/vm/served.sh

ctl() { build/tests/ctl "$@"; }
field() { ctl status | sed -n "s/^$1=//p"; }
ms() { echo $(($(date +%s%N) / 1000000)); }
# quick NAME COMMAND...: it succeeds, and does not wait for anybody.  Unloaded, it takes
# a tenth of a second; a machine that does much else must not make it fail.
quick() {
	name=$1
	shift
	began=$(ms)
	ok "$name" timeout 30 "$@"
	took=$(($(ms) - began))
	ok "$name: at once ($took ms)" test $took -lt 5000
}
until_true() {
	for _ in $(seq 100); do
		eval "$1" && return
		sleep 0.1
	done
	ok "in time: $1" false
}

if [ ! -c /dev/fuse ]; then
	modprobe fuse 2>/dev/null || insmod "$(find "build/kernels/$KERNEL/root" -name 'fuse.ko*' | head -n 1)"
	[ -c /dev/fuse ] || mknod /dev/fuse c 10 229
fi
mkdir "$work/fuse"

serve() {
	mkfifo "$work/stdin"
	build/tests/silent_fuse serve "$work/fuse" < "$work/stdin" > "$work/daemon" &
	daemon=$!
	exec 4> "$work/stdin"
	until_true 'grep -q mounted "$work/daemon"'
}
end_serve() {
	exec 4>&-
	wait $daemon
	rm "$work/stdin"
}
# caller WHAT: starts it, waits until it is asleep in its call.
caller() {
	build/tests/silent_fuse "$1" "$work/fuse" > "$work/result" 4>&- &
	caller=$!
	if [ "$1" = path ]; then
		until_true 'grep -q "^\(87\|263\) " /proc/$caller/syscall'
		until_true 'grep -q "^State:.*[SD] " /proc/$caller/status'
	else
		until_true 'grep -q asked "$work/daemon"'
	fi
}
gone() { ! kill -0 "$1" 2>/dev/null || grep -q "^State:.*Z" "/proc/$1/status"; }

table() {	# NAME SYSCALL FILTER WHEN
	action="type=FAIL error_code=EPERM"
	[ "$4" = before ] || action="type=LOG"
	cat > "$work/$1.conf" <<-EOR
	rule { syscall_name=$2 rule_name=$1 filter_expression { $3 } action { $action } when=$4 }
	EOR
	sct_config dump --raw "$work/$1.conf" > "$work/$1"
}
table other unlink 'PARAMS[1] == "/tmp/other"' before
table string unlink 'PARAMS[1] == "/tmp/x"' before
table after unlink 'PARAMS[1] == "/tmp/x"' after
table path unlink 'PATH[1] == "/tmp/x"' before
table number open 'PARAMS[2] == 4711' before

# Whatever the call waits for, the rules can be changed, and the unload names it.
try() {	# RULES CALLER CALL
	serve
	ctl upload "table=$work/$1" >/dev/null
	[ "$2" != path ] || { echo >&4; until_true 'grep -q deaf "$work/daemon"'; }
	caller "$2"
	for i in $(seq 20); do
		quick "$1: upload $i" ctl upload "table=$work/other"
	done
	quick "$1: upload on trial" ctl upload "table=$work/$1" confirm=1
	until_true '[ "$(field state)" = 0 ]'
	same "$1: the table that was not confirmed is gone" kernel "$(field comm)"
	quick "$1: upload on trial, to be kept" ctl upload "table=$work/$1" confirm=60
	quick "$1: confirm" ctl confirm
	quick "$1: delete" ctl delete
	ok "$1: the caller is where it was" kill -0 $caller
	status "$1: holders" 3 timeout 120 sct_config holders
	has "$1: names the caller and its call" "$caller .*silent_fuse.*$3" "$out"
	status "$1: unload says busy" 3 timeout 120 sct_unload
	has "$1: and because of whom" "busy: .*$caller.*silent_fuse.*$3" "$out"
	ctl upload "table=$work/$1" >/dev/null
	kill -KILL $caller
	until_true 'gone $caller'
	ok "$1: killed, the caller ends" gone $caller
	ctl delete >/dev/null
	status "$1: it unloads" 0 timeout 120 sct_unload
	ok "$1: loads again" sct_load
	end_serve
}
try string string unlink
try after string unlink
try path path unlink

# Rules about a file of that daemon: they come back without asking it.
table object unlink "OBJECT[1] == \"$work/fuse/page\"" before
serve
ctl upload "table=$work/object" >/dev/null
echo >&4
until_true 'grep -q deaf "$work/daemon"'
quick "object: upload on trial" ctl upload "table=$work/other" confirm=1
until_true '[ "$(field state)" = 0 ]'
same "object: the table that was not confirmed is gone" kernel "$(field comm)"
has "object: what was in force before is again" OBJECT "$(timeout 60 sct_config download)"
quick "object: delete" ctl delete
end_serve

# A name comes to be there by which an object's path leads into that file system: the
# path is walked again, and waits.  Rules go and come all the same; the unload is refused.
table late unlink "OBJECT[1] == \"$work/way/page\"" before
serve
ctl upload "table=$work/late" >/dev/null
same "late: what is not there yet is no lack" 0 "$(field degraded)"
echo >&4
until_true 'grep -q deaf "$work/daemon"'
mountpoint -q /sys/fs/fuse/connections || mount -t fusectl none /sys/fs/fuse/connections
ln -s "$work/fuse" "$work/way"
until_true "grep -qsv '^0$' /sys/fs/fuse/connections/*/waiting"
quick "late: upload" ctl upload "table=$work/other"
quick "late: delete" ctl delete
until_true '! sct_config holders >/dev/null'
status "late: holders" 3 timeout 120 sct_config holders
has "late: names who looks it up" "^pid [0-9]* (kworker.*) looks up the path" "$out"
status "late: unload says busy" 3 timeout 120 sct_unload
has "late: and because of whom" "busy: .*kworker.* looks up the path" "$out"
quick "late: upload once more" ctl upload "table=$work/other"
quick "late: and gone" ctl delete
end_serve
until_true 'sct_config holders'
status "late: it unloads" 0 timeout 120 sct_unload
ok "late: loads again" sct_load
rm "$work/way"

# The daemon is dead, and its file system is there: a look-up says nothing of what is.
unseen=$((1 << 5))
serve
kill -KILL $daemon
end_serve 2>/dev/null
ctl upload "table=$work/object" >/dev/null
same "dead: what cannot be looked up is not held, and status says so" $unseen "$(field degraded)"
status "dead: degraded" 4 sct_config status
has "dead: in words" "DEGRADED: the path of an object could not be looked up" "$out"
ctl upload "table=$work/late" >/dev/null
same "dead: nothing is there yet" 0 "$(field degraded)"
ln -s "$work/fuse" "$work/way"
until_true '[ "$(field degraded)" = $unseen ]'
same "dead: it has come, and cannot be looked up" $unseen "$(field degraded)"
cat > "$work/thing.conf" <<EOT
rule { syscall_name=unlink rule_name=thing follow=inode filter_expression { OBJECT[1] == "$work/fuse/page" }
       action { type=FAIL error_code=EPERM } when=before }
EOT
status "dead: a rule that is about that file alone is refused" 3 sct_config upload "$work/thing.conf"
has "dead: and says why" "thing.conf:1:.*error: .*the object cannot be looked up" "$out"
ctl delete
umount -l "$work/fuse"
rm "$work/way"

# The daemon dies: what it had cannot be read, and a rule that denies applies, if it
# is in force by then.
for rules in string number; do
	serve
	ctl upload "table=$work/$rules" >/dev/null
	caller $rules
	end_serve
	wait $caller
	same "$rules: unreadable, and refused" "-1 1" "$(cat "$work/result")"
done
serve
ctl upload "table=$work/string" >/dev/null
caller string
ctl delete >/dev/null
end_serve
wait $caller
same "after delete nothing is refused: the call fails by itself" "-1 14" "$(cat "$work/result")"
