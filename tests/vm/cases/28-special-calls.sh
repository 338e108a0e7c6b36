# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# The calls that return twice, elsewhere, later or never: fork and its like, execve,
# exit, sigreturn, calls that a signal interrupts, restart_syscall.  They do what they
# do without rules, and rules see each once before and, if it returns, once after.
. tests/vm/tap.sh

for call in fork vfork clone clone3 execve execveat exit exit_group getppid nanosleep pause \
	sigsuspend rt_sigsuspend restart_syscall rt_sigreturn sigreturn; do
	for when in before after; do
		case $call,$when in
		exit*,after | *sigreturn,after) continue ;;
		before) more= ;;
		esac
		[ $when = before ] && more= || more=' = %retval'
		echo "rule { syscall_name=$call rule_name=${when}_$call filter_expression { EXE endswith \"/special_calls$1\" }
		action { type=LOG log_format {%tid %ruleid %abi$more} } when=$when coverage=exact }"
	done
done > "$work/special.conf"

# special NAME: runs the program NAME, of that EXE; what it expects and what was seen, by task.
special() {
	sed "s,/special_calls\",/$1\"," "$work/special.conf" > "$work/rules.$1"
	ok "$1: rules are taken" sct_config upload "$work/rules.$1"
	before=$(sctlog --once 2>/dev/null | wc -l)
	"build/tests/$1" >> "$work/want.$1" 2> "$work/wrong"
	same "$1: all return what and where they should" "0 " "$? $(cat "$work/wrong")"
	sct_config delete >/dev/null
	sctlog --once 2>/dev/null | tail -n "+$((before + 1))" | sort -s -k 1,1 > "$work/got"
	sort -s -k 1,1 "$work/want.$1" > "$work/want"
	status "$1: seen once before and once after" 0 diff "$work/want" "$work/got"
	echo "# $1: $(wc -l < "$work/got") events"
}

special special_calls
special special_calls.32

for call in exit exit_group rt_sigreturn sigreturn; do
	echo "rule { syscall_name=$call rule_name=r action { type=LOG } when=after }" > "$work/after.conf"
	status "a rule after $call is refused" 1 sct_config check "$work/after.conf"
done
