# SPDX-License-Identifier: GPL-2.0-only
# vm: ICOUNT=1 SMP=1 TIMEOUT=1800
# kernels: 6.1
# timeout: 100000
# What a call's rules cost at most is bounded: instructions are counted, of the
# texts that are worst for the rules, against the steps that the upload says.  An
# upload over the budget is refused and changes nothing.  The limit is in the guest's
# seconds, which fly while a CPU that counts is idle; TIMEOUT is in real ones.  Counted
# is our own code, which is the same on the other kernels.
. tests/vm/tap.sh

# rule N FILTER
rule() {
	echo "rule { syscall_name = unlink coverage = exact rule_name = r$1"
	echo "       filter_expression { $2 } action { type = LOG } when = before }"
}
# repeat N PATTERN: so many rules with it, %d in it being the number of the rule
repeat() {
	for i in $(seq 100 $((99 + $1))); do
		rule "$i" "$(printf '%s' "$2" | sed "s,%d,$i,g")"
	done
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

# Over the budget, the table in force stays.
generation() { sct_config status | sed -n 's/.*generation \([0-9]*\),.*/\1/p'; }
before=$(generation)
repeat 600 'PARAMS[1] glob "/home/*/.a%d/*"' > "$work/dear.conf"
status "600 patterns are refused" 1 sct_config upload "$work/dear.conf"
has "... with what they may cost" "dear.conf:[0-9]*:[0-9]*: error: this rule may cost [0-9]* steps a call, and with those before it on unlink [0-9]*, of 2097152" "$out"
has "... the pattern under the caret" "^ *\\^\\^\\^" "$out"
has "... and what is cheaper" "hint: what stands between two" "$out"
same "... and the rules in force stay" "$before" "$(generation)"
has "check says what a call may cost" "at most [0-9]* steps a call (unlink), of 2097152" \
	"$(sct_config check -v "$work/rules.conf" 2>&1)"
