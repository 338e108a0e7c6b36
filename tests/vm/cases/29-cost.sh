# SPDX-License-Identifier: GPL-2.0-only
# vm: ICOUNT=1 SMP=1 TIMEOUT=1800
# kernels: 6.1
# timeout: 100000
# What a call's rules cost at most is bounded: instructions are counted, of the
# texts that are worst for the rules, against the steps that the upload says.  An
# upload over the budget is refused and changes nothing, and who is killed waits for no
# rules.  The limit is in the guest's seconds, which fly while a CPU that counts is idle;
# TIMEOUT is in real ones.  Counted is our own code, which is the same on the other
# kernels.
. tests/vm/tap.sh
. tests/vm/served.sh

# repeat N FILTER: so many rules with it, %d in it being the number of the rule
repeat() {
	awk -v rules="$1" -v filter="$2" 'BEGIN {
		for (i = 100; i < 100 + rules; i++) {
			its = filter
			gsub(/%d/, i, its)
			print "rule { syscall_name = unlink coverage = exact rule_name = r" i
			print "       filter_expression { " its " } action { type = LOG } when = before }"
		}
	}'
}

# cost NAME UNIT LEAST [BEGIN]: with the rules in rules.conf, for a path of BEGIN and then UNIT
# over and over; a step takes LEAST instructions or more.
without=$(build/tests/worst x)
cost() {
	sct_config upload "$work/rules.conf" > "$work/upload.out" 2>&1 || sed 's/^/# /' "$work/upload.out"
	steps=$(sct_config status | sed -n 's/^cost *at most \([0-9]*\) steps.*/\1/p')
	took=$(($(build/tests/worst "$2" ${4:+"$4"}) - without))
	echo "# $1: $steps steps, $took instructions, $((took * 10 / ${steps:-1})) in ten steps"
	ok "$1: no more than 10 instructions a step" test "$took" -le $((10 * ${steps:-0}))
	ok "$1: the text is as bad as can be" test "$took" -ge $(($3 * ${steps:-1}))
}

# With a number as the other way to match, no look at the text spares a rule.
repeat 250 'UID + %d == GID - PID || PARAMS[1] glob "/home/*/.a%d/*"' > "$work/rules.conf"
cost "250 patterns" x 3 /home/

# Who is killed in the midst of it need not see it through.
build/tests/dear killed x /home/ > "$work/killed"
read -r full rest < "$work/killed"
echo "# an evaluation of $full instructions, killed at a quarter: $rest more"
ok "it is the evaluation that takes the time" test "${full:-0}" -gt $((3 * steps))
ok "an evaluation ends when its caller is killed" test "${rest:-$full}" -lt $((full / 4))

repeat 120 'UID + %d == GID - PID || PARAMS[1] iglob "/home/*/.a%d/*"' > "$work/rules.conf"
cost "120 patterns in either case" x 3 /home/
repeat 100 'UID + %d == GID - PID || PARAMS[1] contains "/etc/ssh/ssh_%d"' > "$work/rules.conf"
cost "100 strings" "/etc/ssh" 3
repeat 20 'UID + %d == GID - PID || PARAMS[1] contains "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d"' > "$work/rules.conf"
cost "20 strings that repeat themselves" a 3
repeat 5 'UID + %d == GID - PID || PARAMS[1] glob "*[0-9][0-9][0-9][0-9][0-9]000Z%d*"' > "$work/rules.conf"
cost "5 patterns of sets" 0 3
repeat 6 'UID + %d == GID - PID || PARAMS[1] iglob "*[a-z][0-9abc]aaaaaaZ%d*"' > "$work/rules.conf"
cost "6 patterns of sets in either case" A 2
repeat 1000 'UID + %d == GID - PID || PARAMS[1] endswith "/home/user/documents/x%d"' > "$work/rules.conf"
cost "1000 ends" "/home/user/documents/y100" 1
repeat 1000 'UID + %d == GID - PID || PARAMS[1] == "x%d"' > "$work/rules.conf"
cost "1000 numbers" x 1

# Without it, all patterns are looked for at once, and it is the text that costs.
look() {
	repeat "$1" 'PARAMS[1] glob "/home/*/.a%d/*"' > "$work/rules.conf"
	sct_config upload "$work/rules.conf" > "$work/upload.out" 2>&1 || sed 's/^/# /' "$work/upload.out"
	took=$(($(build/tests/worst x /home/) - without))
	echo "# $1 patterns by one look: $took instructions"
}
look 25
few=$took
look 250
ok "250 patterns by one look cost what 25 do" test "$took" -le $((few * 11 / 10))
ok "... and the text was looked at" test "$took" -gt 4096

# Patterns that a look names search long texts on a common account: so there may be more
# of them, and a call costs no more.  More strings in one text than the look tells apart
# make it ask all rules.
many=$(awk 'BEGIN { for (i = 100; i < 120; i++) printf "/.a%dbcdefgh", i }')
repeat 1000 'PARAMS[1] contains "/.a%dbcdefgh/x"' > "$work/rules.conf"
cost "1000 strings by one look" "$many" 1

# Who comes when the account is empty is not decided: what logs is lost, and counted, and what
# refuses does so.  Nothing of that befalls a short text.
{
	repeat 1000 'PARAMS[1] contains "/.a%dbcdefgh/x"'
	echo 'rule { syscall_name = unlink coverage = exact rule_name = last'
	echo '       filter_expression { PARAMS[1] contains "/never-seen/" }'
	echo '       action { type = FAIL error_code = EPERM } when = before }'
} > "$work/rules.conf"
sct_config upload "$work/rules.conf" > "$work/upload.out" 2>&1 || sed 's/^/# /' "$work/upload.out"
same "a short text is decided" ENOENT "$(build/tests/worst -e 150 "$many")"
same "a rule that refuses does, when a text is not decided" EPERM "$(build/tests/worst -e 4000 "$many")"
same "... whatever rules that log come first; their events are lost, and counted" "0 1" \
	"$(sct_config status | awk '$1 == "r1099" { print $3, $6 }')"

# Over the budget, the table in force stays.
generation() { sct_config status | sed -n 's/.*generation \([0-9]*\),.*/\1/p'; }
before=$(generation)
repeat 600 'UID + %d == GID - PID || PARAMS[1] glob "/home/*/.a%d/*"' > "$work/dear.conf"
status "600 patterns are refused" 1 sct_config upload "$work/dear.conf"
has "... with what they may cost" "dear.conf:[0-9]*:[0-9]*: error: this rule may cost [0-9]* steps a call, and with those before it on unlink [0-9]*, of 2097152" "$out"
has "... the pattern under the caret" "^ *\\^\\^\\^" "$out"
has "... and what is cheaper" "hint: what stands between two" "$out"
same "... and the rules in force stay" "$before" "$(generation)"

# What the compiler lets nobody send, the kernel refuses by itself.
for call in unlink rmdir; do
	repeat 250 'UID + %d == GID - PID || PARAMS[1] glob "/home/*/.a%d/*"' |
		sed "s/= unlink/= $call/; s/= r\([0-9]\)/= $call\1/"
done > "$work/two.conf"
sct_config dump --raw "$work/two.conf" > "$work/two"
ok "250 patterns on each of two calls are within the budget" test -s "$work/two"
same "all on one of them are not, says the kernel" "EBADMSG COST 0:87 over" \
	"$(build/tests/dear upload "$work/two")"
same "... and the rules in force stay" "$before" "$(generation)"

has "check says what a call may cost" "at most [0-9]* steps a call (unlink), of 2097152" \
	"$(sct_config check -v "$work/rules.conf" 2>&1)"
