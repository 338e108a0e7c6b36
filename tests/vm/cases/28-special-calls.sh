# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# The calls that return twice, elsewhere, later or never: fork and its like, execve,
# exit, sigreturn, calls that a signal interrupts, restart_syscall.  They do what they
# do without rules, and rules see each once before and, if it returns, once after.
. tests/vm/tap.sh
. tests/vm/served.sh

# rule WHEN CALL PROGRAM [MORE]: a rule that logs what it sees of the program.
rule() {
	cat <<-EOR
	rule { syscall_name=$2 rule_name=$1_$2 filter_expression { EXE endswith "/$3" }
	       action { type=LOG log_format {%tid %ruleid %abi${4-}} } when=$1 coverage=exact }
	EOR
}

rules_on() {
	for call in fork vfork clone clone3 execve execveat exit exit_group getppid nanosleep pause \
		sigsuspend rt_sigsuspend restart_syscall rt_sigreturn sigreturn; do
		rule before $call "$1"
		case $call in
		exit* | *sigreturn) ;;
		*) rule after $call "$1" " = %retval" ;;
		esac
	done
}

# special NAME: runs the program, compares what it expects with what was seen, by task.
special() {
	rules_on "$1" > "$work/rules.$1"
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
