# SPDX-License-Identifier: GPL-2.0-only
# A FAIL rule refuses the operation at every entry, and nothing else.
. tests/vm/tap.sh
. tests/vm/served.sh

victim=$work/victim
other=$work/other
touch "$victim" "$other"

rules <<EOR
rule { syscall_name=unlink rule_name=deny
       filter_expression { PARAMS[1] == "$victim" }
       action { type=FAIL error_code=EACCES } when=before }
EOR
same "64-bit program is refused at each entry" "syscall unlink -1 EACCES
syscall unlinkat -1 EACCES
int80 unlink -1 EACCES
int80 unlinkat -1 EACCES" "$(build/tests/every_door unlink "$victim")"
same "32-bit program is refused at each entry" "libc unlink -1 EACCES
libc unlinkat -1 EACCES
int80 unlink -1 EACCES
int80 unlinkat -1 EACCES" "$(build/tests/every_door.32 unlink "$victim")"
ok "the file is there" test -e "$victim"
ok "another file can be deleted" rm "$other"
ok "rmdir is another operation" sh -c "mkdir $work/d && rmdir $work/d"
has "rmdir by unlinkat is, too" "^syscall unlinkat -1 ENOTDIR" "$(build/tests/every_door rmdir "$victim")"

for code in 1:EPERM 2:ENOENT -13:EACCES 511:-; do
	rules <<-EOR
	rule { syscall_name = unlink rule_name = deny
	       filter_expression { PARAMS[1] == "$victim" }
	       action { type = FAIL error_code = ${code%:*} } when = before }
	EOR
	[ "$code" = 511:- ] ||
		has "error_code = ${code%:*} is ${code#*:}" "^syscall unlink -1 ${code#*:}" \
			"$(build/tests/every_door unlink "$victim")"
done

rules <<EOR
rule { syscall_name=unlinkat rule_name=exact
       filter_expression { PARAMS[2] == "$victim" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
has "unlinkat's own name: refused" "^syscall unlinkat -1 EPERM" "$(build/tests/every_door unlink "$victim")"
ok "unlinkat's own name: unlink was not" sh -c "! test -e $victim"

sct_config delete
touch "$victim"
ok "after delete, nothing is refused" rm "$victim"
