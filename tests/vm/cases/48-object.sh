# SPDX-License-Identifier: GPL-2.0-only
# Rules asked at an object, by a hook on a kernel function: no look at a value may sleep
# there.  The test module asks the rules on rmdir about each file to be deleted.
. tests/vm/tap.sh
. tests/vm/served.sh

module=build/kmod/$(uname -r)/test_object.ko
count() { cat "/sys/module/test_object/parameters/$1"; }
touch "$work/a" "$work/b" "$work/c" "$work/d"

ok "the test module hooks security_path_unlink" insmod "$module"
rules <<EOR
rule { syscall_name=rmdir rule_name=by_string filter_expression { PARAMS[1] == "$work/a" }
       action { type=FAIL error_code=EROFS } when=before coverage=exact }
rule { syscall_name=rmdir rule_name=by_name filter_expression { COMM == "unlink" }
       action { type=LOG log_format {%comm: %params} continue = yes } when=before coverage=exact }
EOR
status "a rule refuses the file at its object" 1 unlink "$work/a"
has "with the rule's error" "Read-only file system" "$out"
ok "it is there still" test -e "$work/a"
ok "another one is deleted" unlink "$work/b"
ok "and gone" test ! -e "$work/b"
same "all was at hand" 0 "$(count unread)"
ok "the module saw both" test "$(count judged)" -ge 2

# A path is found only by a look-up, which may sleep: it is unreadable there.
rules <<EOR
rule { syscall_name=rmdir rule_name=by_path filter_expression { PATH[1] == "$work/c" }
       action { type=FAIL error_code=EROFS } when=before coverage=exact }
EOR
before=$(count unread)
status "what is not at hand: a rule that denies denies" 1 unlink "$work/c"
ok "and the hook is told" test "$(count unread)" -gt "$before"
rules <<EOR
rule { syscall_name=rmdir rule_name=by_path filter_expression { PATH[1] == "$work/c" }
       action { type=LOG } when=before coverage=exact }
EOR
ok "a rule that logs does not match" unlink "$work/c"
sct_config delete >/dev/null
ok "without rules nothing is refused" unlink "$work/d"
ok "the test module goes" rmmod test_object
