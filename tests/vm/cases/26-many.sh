# SPDX-License-Identifier: GPL-2.0-only
# Thousands of rules on one call: the index finds the right one, the first of
# several, and none where there is none.
. tests/vm/tap.sh
. tests/vm/served.sh

# door FILE: what happens to unlink at one entry of each ABI.
door() {
	build/tests/every_door unlink "$1" | sed -n 's/^syscall unlink //p'
	build/tests/every_door.32 unlink "$1" | sed -n 's/^int80 unlink //p'
}
refused() {
	same "$1" "-1 $3
-1 $3" "$(door "$2")"
}

mkdir "$work/tree" "$work/tre"
touch "$work/f0" "$work/f1001" "$work/tree/leaf" "$work/tre/leaf" "$work/gone"
{
	echo 'rule { syscall_name = unlink rule_name = first'
	echo "       filter_expression { PARAMS[1] == \"$work/f77\" }"
	echo '       action { type = FAIL error_code = EBUSY } when = before }'
	for i in $(seq 1000); do
		echo "rule { syscall_name = unlink rule_name = r$i"
		echo "       filter_expression { PARAMS[1] == \"$work/f$i\" }"
		echo '       action { type = FAIL error_code = EACCES } when = before }'
	done
	echo 'rule { syscall_name = unlink rule_name = tree'
	echo "       filter_expression { PARAMS[1] startswith \"$work/tree/\" }"
	echo '       action { type = FAIL error_code = EROFS } when = before }'
	echo 'rule { syscall_name = unlink rule_name = list'
	echo "       filter_expression { PARAMS[1] in (\"$work/one\", \"$work/two\", \"$work/three\") && PID != 1 }"
	echo '       action { type = FAIL error_code = EPERM } when = before }'
	echo 'rule { syscall_name = unlink rule_name = suffix'
	echo '       filter_expression { PARAMS[1] endswith ".keep" }'
	echo '       action { type = FAIL error_code = ENODEV } when = before }'
	echo 'rule { syscall_name = unlink rule_name = gone'
	echo "       filter_expression { PARAMS[1] == \"$work/gone\" && RETVAL == 0 }"
	echo '       action { type = LOG log_format {gone: %params} } when = after }'
} >"$work/many.conf"
ok "a thousand rules are uploaded" sct_config upload "$work/many.conf"
refused "the first of them" "$work/f1" EACCES
refused "the last of them" "$work/f1000" EACCES
refused "the first of two that match" "$work/f77" EBUSY
refused "one found by its beginning" "$work/tree/leaf" EROFS
refused "one of a list" "$work/three" EPERM
refused "one that only its end tells" "$work/a.keep" ENODEV
ok "a name that only begins like one" rm "$work/f1001"
ok "a name that is shorter" rm "$work/f0"
ok "a directory that begins like one" rm "$work/tre/leaf"
ok "the file of the after-rule" rm "$work/gone"
same "is logged" "gone: \"$work/gone\"" "$(sctlog --once 2>/dev/null | grep '^gone' | tail -n 1)"

# A filter on numbers has an index, too.
for i in $(seq 100); do
	echo "rule { syscall_name = openat rule_name = u$i"
	echo "       filter_expression { PARAMS[4] == $((1000 + i)) }"
	echo '       action { type = FAIL error_code = EILSEQ } when = before }'
done >"$work/modes.conf"
ok "rules on a number are uploaded" sct_config upload "$work/modes.conf"
ok "another number passes" sh -c "echo > $work/new && cat $work/new"
sct_config delete
ok "the tree can be deleted then" rm -r "$work/tree"
