# SPDX-License-Identifier: GPL-2.0-only
# What a LOG rule writes: the macros, before and after, first match ends.
. tests/vm/tap.sh
. tests/vm/served.sh

ln -s "$(command -v rm)" "$work/rm"
f=$work/f-$mark

rules <<'EOR'
rule { syscall_name=unlink rule_name=first
       action { type=LOG log_format {%comm : %params delete by %euid --> %suid} } when=before }
rule { syscall_name=unlink rule_name=never_reached
       action { type=LOG log_format {second %params} } when=before }
rule { syscall_name=unlink rule_name=result
       action { type=LOG log_format {%ruleid %sname(%params) = %retval by %uid %gid %egid %sgid} } when=after }
EOR
touch "$f" && rm "$f"
unlink "$f" 2>/dev/null
same "first match ends each list; after-rules see the result" "\"rm\" : \"$f\" delete by 0 --> 0
result unlinkat(\"$f\") = 0 by 0 0 0 0
\"unlink\" : \"$f\" delete by 0 --> 0
result unlink(\"$f\") = -2 by 0 0 0 0" "$(logged)"

mark=second-$mark f=$work/$mark
rules <<'EOR'
rule { syscall_name=unlink rule_name=go_on
       action { type=LOG log_format {A %params} continue=yes } when=before }
rule { syscall_name=unlink rule_name=then
       action { type=FAIL error_code=EPERM log_format {B %params} } when=before }
rule { syscall_name=unlink rule_name=not_after_fail
       action { type=LOG log_format {C %params} } when=after }
EOR
touch "$f"; rm -f "$f" 2>/dev/null
same "continue goes on; no after-rule for a refused call" "A \"$f\"
B \"$f\"" "$(logged)"

sct_config delete
mark=third-$mark
touch "$work/$mark"; rm "$work/$mark"
same "nothing is logged without rules" "" "$(logged)"

mark=fourth-$mark f=$work/$mark
rules <<EOR
rule { syscall_name=unlink rule_name=uid
       filter_expression { UID == 65534 && PARAMS[1] == "$f" || COMM == "nosuch" }
       action { type=LOG log_format {%comm %uid %euid %params} } when=before }
EOR
touch "$f"; chmod 777 "$work"; rm "$f"
same "a filter that is false logs nothing" "" "$(logged)"
touch "$f"; setpriv --reuid 65534 --regid 65534 --clear-groups rm -f "$f"
same "a filter that is true logs" "\"rm\" 65534 65534 \"$f\"" "$(logged)"

mark=fifth-$mark f=$work/$mark
for name in remover remover-a-b-c-d rem other; do
	cp "$(readlink -f "$work/rm")" "$work/$name"
done
rules <<EOR
rule { syscall_name=unlink rule_name=whole
       filter_expression { COMM == "remover" && PARAMS[1] == "$f" }
       action { type=LOG log_format {$mark whole %comm} continue=yes } when=before }
rule { syscall_name=unlink rule_name=some
       filter_expression { COMM in ("other", "rem", "nosuch") && UID == 0 }
       action { type=LOG log_format {$mark some %comm} continue=yes } when=before }
rule { syscall_name=unlink rule_name=long
       filter_expression { COMM == "remover-a-b-c-d" }
       action { type=LOG log_format {$mark long %comm} continue=yes } when=before }
rule { syscall_name=mkdir rule_name=of_the_task
       filter_expression { COMM == "mkdir" && PPID != 0 }
       action { type=LOG log_format {$mark task %comm} continue=yes } when=before }
rule { syscall_name=mkdir rule_name=of_another
       filter_expression { COMM == "mkdirs" && PPID != 0 || COMM startswith "mkdirs" }
       action { type=LOG log_format {$mark another %comm} } when=before }
rule { syscall_name=execve coverage=exact rule_name=becomes
       filter_expression { COMM == "remover" && PARAMS[1] == "$work/remover" }
       action { type=LOG log_format {$mark now %comm} } when=after }
EOR
for name in remover remover-a-b-c-d rem other rm; do
	touch "$f"
	"$work/$name" "$f"
done
mkdir "$work/$mark-dir"
same "rules about the caller's name: whole, one of some, of 15 bytes, after an execve" "$mark now \"remover\"
$mark whole \"remover\"
$mark long \"remover-a-b-c-d\"
$mark some \"rem\"
$mark some \"other\"
$mark task \"mkdir\"" "$(logged)"
