# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# One rule, and nobody traces a program or sends it signals: bypass/trace/; another one, and
# nothing is loaded into the kernel.
. tests/vm/tap.sh
. tests/vm/served.sh
. tests/vm/bypass/suite.sh

base=$work/all
mkdir "$base"

within=bin
place_object() { ln "$base/program" "$base/beside" "$dir/bin"; }
objects() { echo "$base/program"; }
is_whole() { grep -aq whole "$dir/said" && ! grep -aq hurt "$dir/said"; }
beside() {
	"$trace_tricks" on kill "$dir/bin/beside" "$dir/beside.said" &&
		grep -aq hurt "$dir/beside.said"
}
policy() {
	cat <<-EOR
	rule { syscall_name = ptrace, kill  rule_name = keep
	       filter_expression { any OBJECT in (victims) }
	       action { type = FAIL  error_code = EPERM
	                log_format {%ruleid %params %comm %exe %cwd %tty %cgroup %pcomm} } when = before }
	EOR
}

cp "$trace_tricks" "$base/program"
cp "$trace_tricks" "$base/beside"
run_suite trace

# What such a rule is not about, as sct_rules(5) says.
rules <<EOR
rule { syscall_name = ptrace, kill  rule_name = keep
       filter_expression { any OBJECT == "$base/program" }
       action { type = FAIL  error_code = EPERM } when = before }
EOR
ok "held" sh -c "! $trace_tricks on kill $base/program $work/held.said"
# The kernel looks for a group in an interrupt: lockdep then minds who keeps it waiting.
python3 -c '
import fcntl, os, signal, socket
signal.signal(signal.SIGIO, signal.SIG_IGN)
os.setpgid(0, 0)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("127.0.0.1", 0))
fcntl.fcntl(s, fcntl.F_SETOWN, -os.getpgid(0))
fcntl.fcntl(s, fcntl.F_SETFL, os.O_ASYNC)
s.sendto(b"x", s.getsockname())'
rules <<EOR
rule { syscall_name = ptrace, kill  rule_name = keep
       filter_expression { any OBJECT in ("$base/program", "$trace_tricks") }
       action { type = FAIL  error_code = EPERM  log_format {$mark %params %comm %cwd} } when = before }
EOR
status "held: who asks to be traced" 1 "$trace_tricks" asks
has "and it is said" "$mark .*\"trace_tricks\" " "$(logged)"
rules <<EOR
rule { syscall_name = ptrace, kill  rule_name = keep
       filter_expression { any OBJECT == "$base/program" }
       action { type = FAIL  error_code = EPERM } when = before }
EOR
ok "limit: the kernel sends a signal itself" "$trace_tricks" on owner "$base/program" "$work/owner.said"
has "which comes" hurt "$(tr -d '\0' < "$work/owner.said")"
ok "limit: it asked to be traced before it was the program" "$trace_tricks" traceme "$base/program" "$work/traceme.said"
has "and is" hurt "$(tr -d '\0' < "$work/traceme.said")"

# A module by a call, and one that the kernel asks for by itself.
loaded() { grep -q '^minix ' /proc/modules; }
takes_in() {
	case $1 in
	call) modprobe minix ;;
	itself) mount -t minix none /mnt ;;
	esac
	loaded
}
for way in call itself; do
	! loaded || modprobe -r minix
	takes_in $way 2>/dev/null
	ok "without rules, a module: by $way" loaded
done
modprobe -r minix
rules <<EOR
rule { syscall_name = init_module  rule_name = closed
       filter_expression { OBJECT.what == 2 }
       action { type = FAIL  error_code = EPERM } when = before }
EOR
for way in call itself; do
	takes_in $way 2>/dev/null
	ok "held: by $way" sh -c "! grep -q '^minix ' /proc/modules"
done
sct_config delete
ok "and with the rules gone it is loaded" modprobe minix
