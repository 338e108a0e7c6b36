# SPDX-License-Identifier: GPL-2.0-only
# default protect_self = yes: door by door.  Without the line the damage is done; with it,
# it is held and what lies beside it is not; and who is excepted may.
# vm: SMP=2
# timeout: 600
. tests/vm/tap.sh
. tests/vm/served.sh

modules=/lib/modules/$(uname -r)
test_module=build/kmod/$(uname -r)/test_object.ko
trick() { timeout 60 python3 tests/vm/protect_tricks.py "$@"; }
protected() {
	rules <<-EOR
	default protect_self = yes $*
	rule { syscall_name = unlink  rule_name = kept
	       filter_expression { OBJECT[1] == "$work/kept" }
	       action { type = FAIL error_code = EROFS } when = before }
	EOR
}
unprotected() {
	rules <<-EOR
	rule { syscall_name = unlink  rule_name = kept
	       filter_expression { OBJECT[1] == "$work/kept" }
	       action { type = FAIL error_code = EROFS } when = before }
	EOR
}
refused() {
	name=$1
	shift
	status "held: $name" 1 sh -c "($*) || exit 1"
	has "  as not permitted: $name" "not permitted\|EPERM\|ermission denied" "$out"
}

# What is installed on other machines.
mkdir -p /etc/syscalltrack/rules.d /usr/lib/syscalltrack /etc/beside
touch "$work/kept" "$work/twin"
echo no kernel > "$work/free"
# In the VM they lie elsewhere, and what is mounted in a directory is not in it.
mkdir "$work/modules"
cp "$modules"/modules.* "$work/modules"
for m in minix loop ext4; do
	modprobe --show-depends $m
done | sed -n "s:^insmod $modules/\([^ ]*\).*:\1:p" | sort -u | while read -r m; do
	mkdir -p "$work/modules/${m%/*}"
	cp "$modules/$m" "$work/modules/$m"
done
umount "$modules"
cp -r "$work/modules/." "$modules"
things="/etc/syscalltrack/rules.d/r.conf /usr/lib/syscalltrack/tools.jar /usr/bin/sct_config"
whole() { for f in $things /etc/beside/f; do [ -e "$f" ] || echo old > "$f"; done; }
whole

# ---- files and devices
damage() {
	f=$1
	shift
	"$@" "rewritten: $f" "echo new > $f"
	"$@" "cut: $f" "truncate -s 0 $f"
	"$@" "another mode: $f" "chmod 600 $f"
	"$@" "renamed over: $f" "echo new > $f.new && mv -f $f.new $f"
	"$@" "removed: $f" "rm $f"
}
done_to() { ok "$1" sh -c "$2"; }
unprotected
for f in $things; do damage "$f" done_to; done
whole
protected
for f in $things; do
	refused "rewritten: $f" "echo new > $f"
	refused "cut: $f" "truncate -s 0 $f"
	refused "another mode: $f" "chmod 600 $f"
	refused "renamed over: $f" "mv -f $work/twin $f"
	refused "removed: $f" "rm $f"
	same "whole: $f" old "$(cat $f)"
done
refused "a new file of rules" "touch /etc/syscalltrack/rules.d/new.conf"
refused "the directory moved" "mv /etc/syscalltrack /etc/moved"
refused "the directory above it moved" "mv /etc /moved"
refused "a device removed" "rm /dev/sct_log"
refused "a device with another mode" "chmod 666 /dev/sct_ctrl"
damage /etc/beside/f done_to
ok "the log can be read" sctlog --once
has "and tells of it" "protect_self:files" "$(command sctlog --once)"
ok "it is an ordinary rule" sh -c "build/bin/sct_config download | grep -q protect_self:files"

# ---- mounts
refused "mounted over" "mount -t tmpfs none /etc/syscalltrack"
refused "mounted over, above it" "mount -t tmpfs none /etc"
refused "bound over" "mount --bind /etc/beside /usr/lib/syscalltrack"
refused "a file bound over" "python3 tests/vm/protect_tricks.py mount_private $work/free /usr/bin/sct_config"
refused "by flags that go with a bind mount and say nothing" \
	"python3 tests/vm/protect_tricks.py mount_private $work /etc/syscalltrack"
refused "from a namespace that tells this one" \
	"unshare -m --propagation unchanged mount -t tmpfs none /etc/syscalltrack"
ok "in a namespace of its own" unshare -m mount -t tmpfs none /etc
ok "beside it" sh -c 'mount -t tmpfs none /etc/beside && umount /etc/beside'
ok "how mounts are shared" sh -c 'mount --make-private /dev && mount --make-shared /dev'
ok "how one is mounted" mount -o remount,nosuid /dev

# ---- the modules in force
refused "unloaded by force" "rmmod -f sct_rules"
ok "the rules are in force" sh -c "! rm -f $work/kept"
ok "another module is loaded" modprobe minix
ok "and unloaded" modprobe -r minix

# ---- who keeps the log
daemon() {
	(setsid sh -c 'exec 3</dev/sct_log; echo $$ > '"$work"'/pid; exec sleep 1000' </dev/null >/dev/null 2>&1 &)
	until [ -s "$work/pid" ] && grep -q "^PPid:	1\$" "/proc/$(cat "$work/pid")/status"; do :; done
	daemon=$(cat "$work/pid")
	rm "$work/pid"
}
gone() { until [ ! -e "/proc/$1/exe" ]; do :; done; }
sct_config delete > /dev/null
daemon
ok "without: traced" trick attach $daemon
ok "without: killed" kill -KILL $daemon
gone $daemon
protected
daemon
refused "killed" "kill -KILL $daemon"
refused "stopped" "kill -STOP $daemon"
refused "killed by its descriptor" "python3 tests/vm/protect_tricks.py pidfd_kill $daemon"
refused "traced" "python3 tests/vm/protect_tricks.py attach $daemon"
refused "its memory written" "python3 tests/vm/protect_tricks.py memory $daemon"
ok "asked whether it is there" kill -0 $daemon
sh -c 'exec 3</dev/sct_log; exec sleep 1000' &
reader=$!
until [ "$(cat /proc/$reader/comm)" = sleep ]; do :; done
ok "who reads the log by hand can be ended" kill $reader
sleep 1000 &
ok "who is traced beside it" trick attach $!
ok "who is killed beside it" kill $!
ok "the system's init may end it" trick by_init $daemon
gone $daemon

# ---- its control group
slice=/sys/fs/cgroup/system.slice service=/sys/fs/cgroup/system.slice/sctlogd.service
mkdir -p "$service" /sys/fs/cgroup/system.slice/other.service "$work/cgroup"
mount -t cgroup2 none "$work/cgroup"
member() {
	sleep 1000 &
	member=$!
	echo $member > "$1/cgroup.procs"
}
sct_config delete > /dev/null
member "$service"
ok "without: killed by its control group" sh -c "echo 1 > $service/cgroup.kill"
wait $member
same "it is gone" 137 $?
ok "without: stopped by that" sh -c "echo 1 > $service/cgroup.freeze && echo 0 > $service/cgroup.freeze"
protected
member "$service"
for f in $slice $service "$work/cgroup/system.slice/sctlogd.service"; do
	refused "killed by $f" "echo 1 > $f/cgroup.kill"
	refused "stopped by $f" "echo 1 > $f/cgroup.freeze"
done
ok "it lives" kill -0 $member
kill $member
wait $member 2>/dev/null
rmdir "$service" && mkdir "$service"
member "$service"
until ! sh -c "echo 0 > $service/cgroup.freeze" 2>/dev/null; do :; done
refused "by a control group that has come later" "echo 1 > $service/cgroup.kill"
kill $member
wait $member 2>/dev/null
member $slice/other.service
ok "another service is killed by its own" sh -c "echo 1 > $slice/other.service/cgroup.kill"
wait $member
same "and is gone" 137 $?
umount "$work/cgroup"
rmdir "$service" $slice/other.service $slice

# ---- what the kernel takes in
memory_module() { trick init_module "$test_module"; }
refused "another kernel" "python3 tests/vm/protect_tricks.py kexec"
refused "another kernel, of a file" "python3 tests/vm/protect_tricks.py kexec_file $work/free"
refused "a module from elsewhere" "insmod $test_module"
refused "a module from memory" "python3 tests/vm/protect_tricks.py init_module $test_module"
refused "a module put among the others" "cp $test_module $modules/"
refused "a directory over the others" "mount --bind $work $modules"
status "a module seen among others in a namespace of its own" 1 \
	unshare -m sh -c "mount -t tmpfs none /lib/modules && cp $test_module /lib/modules && insmod /lib/modules/test_object.ko"
ok "a module of this kernel" modprobe minix
modprobe -r minix
mount -t minix none /mnt 2>/dev/null
ok "one that the kernel asks for" grep -q '^minix ' /proc/modules
modprobe -r minix
dd if=/dev/zero of="$work/disk" bs=1M count=4 2>/dev/null
ok "a loop device, a file system and swap on it" sh -c "
	d=\$(losetup -f --show $work/disk) && mkfs.ext2 -q \$d && mount \$d /mnt && umount /mnt &&
	mkswap \$d >/dev/null && swapon \$d && swapoff \$d && losetup -d \$d"
sct_config delete > /dev/null
ok "without: another kernel" trick kexec
status "without: another kernel, of a file that is none" 1 trick kexec_file "$work/free"
has "which it is looked at for" "ENOEXEC\|EINVAL" "$out"
ok "without: a module from elsewhere" insmod "$test_module"
rmmod test_object
ok "without: a module from memory" memory_module
rmmod test_object

# ---- memory
mem=$(stat -c '%Hr %Lr' /dev/mem)
# shellcheck disable=SC2086
mknod "$work/mem" c $mem
port=$(stat -c '%Hr %Lr' /dev/port)
open_to_write() { python3 -c 'import os, sys; os.open(sys.argv[1], os.O_RDWR)' "$1"; }
for f in /dev/mem /dev/port "$work/mem"; do ok "without: $f opened to write" open_to_write "$f"; done
protected
for f in /dev/mem /dev/port "$work/mem"; do
	refused "$f" "python3 -c 'import os, sys; os.open(sys.argv[1], os.O_RDWR)' $f"
done
rm /dev/port
# shellcheck disable=SC2086
mknod "$work/port" c $port
refused "by a node that is made when the old one has gone" \
	"python3 -c 'import os, sys; os.open(sys.argv[1], os.O_RDWR)' $work/port"
ok "read" sh -c 'exec 3</dev/mem'
ok "other devices" sh -c 'echo x > /dev/null && echo x > /dev/kmsg'

# ---- ftrace, which the modules hold by themselves
mkdir "$work/proc"
mount -t proc none "$work/proc"
for f in /proc "$work/proc"; do
	status "ftrace switched off by $f" 1 sh -c "echo 0 > $f/sys/kernel/ftrace_enabled || exit 1"
done
umount "$work/proc"
[ ! -e /sys/kernel/debug/kprobes/enabled ] || echo 0 > /sys/kernel/debug/kprobes/enabled
ok "kprobes switched off change nothing" sh -c "! rm -f $work/kept"
[ ! -e /sys/kernel/debug/kprobes/enabled ] || echo 1 > /sys/kernel/debug/kprobes/enabled
sct_config delete
ok "without except, who may open the control device takes the rules back" rm "$work/kept"
ok "and then the files are anybody's" sh -c 'echo new > /etc/syscalltrack/rules.d/r.conf'

# ---- who is excepted
cp /bin/bash "$work/keeper"
cp build/tests/ctl "$work/ctl"
keeper() { "$work/keeper" -c "$*"; }
touch "$work/kept"
whole
ctrl=$(stat -c '%Hr %Lr' /dev/sct_ctrl)
# shellcheck disable=SC2086
mknod "$work/sct_ctrl" c $ctrl
protected "except EXE_OBJECT in (\"$work/keeper\", \"$work/ctl\")"
refused "a file, by others" 'echo new > /usr/bin/sct_config'
ok "by who is excepted" keeper 'echo new > /usr/bin/sct_config'
same "it is rewritten" new "$(cat /usr/bin/sct_config)"
refused "the control device, by others" 'exec 3</dev/sct_ctrl'
refused "by a node of one's own" "exec 3<$work/sct_ctrl"
ok "the control device, by who is excepted" keeper 'exec 3</dev/sct_ctrl'
status "the rules are not taken back by others" 2 build/tests/ctl delete
daemon
refused "the log's keeper, by others" "kill $daemon"
ok "by who is excepted" keeper "kill $daemon"
gone $daemon
status "memory, by others" 1 open_to_write /dev/mem
ok "by who is excepted" keeper 'exec 3<>/dev/mem'
ok "the rules are taken back by who is excepted" "$work/ctl" delete
rm "$work/kept"

# ---- with the lock, who has the control device open is no exception
touch "$work/kept"
protected
build/tests/ctl lock > /dev/null
exec 6</dev/sct_ctrl
refused "locked: unloaded by force by who has it open" 'rmmod -f sct_rules'
refused "locked: rewritten by who has it open" 'echo new > /etc/syscalltrack/rules.d/r.conf'
exec 6<&-
same "locked: the rules stay" EROFS "$(build/tests/ctl delete)"
