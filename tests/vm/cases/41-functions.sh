# SPDX-License-Identifier: GPL-2.0-only
# timeout: 1200
# Kernel functions that are not system calls, hooked by name: seen with the right
# arguments, refused, let go under load.
. tests/vm/tap.sh

module=build/kmod/$(uname -r)/test_functions.ko
count() { cat "/sys/module/test_functions/parameters/$1"; }
more_than() { test "$(count "$1")" -gt "$2"; }
last_words() { dmesg | grep 'test_functions: \|sct_hijack: ' | tail -n 1; }

dir=$work/d
mkdir "$dir"
touch "$dir/denied" "$dir/other"
cp /bin/true "$work/denied"

ok "the test module hooks four functions" insmod "$module"
before=$(count opens)
cat "$dir/other"
ok "an open is seen" more_than opens "$before"
status "an open is refused" 1 cat "$dir/denied"
has "with the visitor's error" "Link has been severed" "$out"
before=$(count execs)
ok "a program runs" /bin/true
ok "and is seen" more_than execs "$before"
status "another is refused" 126 sh -c "$work/denied; exit \$?"
before=$(count unlinks)
ok "a file can be deleted" rm "$dir/other"
ok "and that is seen" more_than unlinks "$before"
status "another is refused" 1 rm "$dir/denied"
has "with the visitor's error" "Read-only file system" "$out"
ok "it is there" test -e "$dir/denied"
before=$(count renames)
rename() { # FLAGS
	python3 -c "import ctypes, sys
sys.exit(ctypes.CDLL(None).renameat2(-100, b'$dir/denied', -100, b'$dir/new', $1) != 0)"
}
status "a rename with RENAME_NOREPLACE is refused" 1 rename 1
status "without it is not" 0 rename 0
mv "$dir/new" "$dir/denied"
ok "all that was seen" more_than renames "$before"
has "a call of it and a rule on the call live together" "Successfully" "$(rules <<-'EOR'
	rule { syscall_name=unlink rule_name=both filter_expression { PARAMS[1] endswith "/both" }
	       action { type=FAIL error_code=EPERM } when=before }
	EOR
	cat "$work/upload.out")"
touch "$dir/both"
status "the rule refuses" 1 rm "$dir/both"
has "first" "Operation not permitted" "$out"
sct_config delete >/dev/null
status "unload of ours while it is in use is refused" 1 rmmod sct_hijack
ok "let go" rmmod test_functions
ok "nothing is refused any more" rm "$dir/denied" "$dir/both"

# 6 callers, hooks coming and going.
pids=
for i in $(seq 6); do
	(while :; do : > "$work/storm$i"; mv "$work/storm$i" "$work/moved$i"; rm "$work/moved$i" || exit 1; done) \
		2>>"$work/storm.err" &
	pids="$pids $!"
done
turns=0
start=$(date +%s)
while [ $turns -lt 4 ]; do
	insmod "$module" || break
	opens=$(count opens)
	until [ "$(count opens)" -gt $((opens + 10)) ]; do :; done
	rmmod test_functions || break
	turns=$((turns + 1))
done
same "hooked and let go 4 times in a storm" 4 $turns
echo "# in $(($(date +%s) - start)) s"
# shellcheck disable=SC2086 # several words
kill $pids
# shellcheck disable=SC2086
wait $pids 2>/dev/null
same "no caller noticed" "" "$(cat "$work/storm.err")"

status "a function that does not exist is refused" 1 insmod "$module" also=no_such_function
has "by name" "hook on no_such_function: error 2$" "$(last_words)"
status "one that ftrace cannot patch, too" 1 insmod "$module" also=copy_page
has "by name" "hook on copy_page: error 95$" "$(last_words)"
status "one that is hooked already, too" 1 insmod "$module" also=security_path_unlink
has "as busy" "hook on security_path_unlink: error 16$" "$(last_words)"
ok "none of the others stayed" rm -f "$work/denied"
ok "it can be had again" insmod "$module" also=security_path_rmdir
ok "it is visited" sh -c "mkdir $work/r && rmdir $work/r && test \$(cat /sys/module/test_functions/parameters/others) -gt 0"
ok "and let go" rmmod test_functions

if grep -q '^CONFIG_X86_KERNEL_IBT=y' "build/kernels/$KERNEL/headers/.config"; then
	status "a visitor without ENDBR is refused" 1 insmod "$module" also=security_path_rmdir unmarked=1
	has "by name" "security_path_rmdir (before_other+0x4/.*) cannot be called by a pointer: does not start with ENDBR" \
		"$(dmesg | grep 'sct_hijack: ' | tail -n 1)"
	has "as not executable" "hook on security_path_rmdir: error 8$" "$(dmesg | grep 'test_functions: ' | tail -n 1)"
else
	ok "this kernel does not track indirect branches" test -n "$KERNEL"
fi
