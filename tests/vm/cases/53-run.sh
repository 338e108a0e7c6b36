# SPDX-License-Identifier: GPL-2.0-only
# sct_run on a stock kernel: as a user without any right, by the setting of ptrace_scope,
# beside the modules, and where seccomp's older interfaces are all there is.
. tests/vm/tap.sh

cd "$work" || exit 1
chmod 777 .
cat >r.conf <<EOR
rule { syscall_name=unlink rule_name=deny filter_expression { PARAMS[1] == "$work/kept" }
       action { type=FAIL error_code=EPERM log_format {%comm %params %uid} } when=before }
rule { syscall_name=unlink rule_name=seen action { type=LOG log_format {%comm %params = %retval} } when=after }
EOR
scope=/proc/sys/kernel/yama/ptrace_scope
nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
touch kept
nobody touch gone

for s in 0 1; do
	echo $s >$scope
	status "nobody, ptrace_scope $s: a call is refused" 1 nobody sct_run -r r.conf -o log.$s -- rm -f "$work/kept"
	ok "ptrace_scope $s: and the file is there" test -e kept
	status "ptrace_scope $s: another one goes on" 0 nobody sct_run -r r.conf -o log.$s -- rm -f gone
	same "ptrace_scope $s: and is logged" '"rm" "gone" = 0' "$(cat log.$s)"
	nobody touch gone
done

sed -i 's/unlink rule_name=deny/open rule_name=deny/; s,/kept,/nameS,' r.conf
echo secret >nameS
echo other >nameO
status "a name that a second thread changes" 0 nobody sct_run -r r.conf -o log -- \
	"$OLDPWD/build/tests/supervisor/race" 20000 "$work/nameS" "$work/nameO"
ok "opens what is refused not once" expr "$out" : '.*opened 0'
same "the copies cannot be changed" "" \
	"$(nobody sct_run -r r.conf -o log -- "$OLDPWD/build/tests/supervisor/race" attacks 0x20001000 2>&1)"
sed -i 's/open rule_name=deny/unlink rule_name=deny/; s,/nameS,/kept,' r.conf

echo 2 >$scope
status "nobody, ptrace_scope 2: refuses" 125 nobody sct_run -r r.conf -- rm -f gone
ok "and says who can grant it" expr "$out" : '.*ptrace_scope is 2: root may'
ok "and has not run the command" test -e gone
status "root, ptrace_scope 2: works" 1 sct_run -r r.conf -o log.2 -- rm -f "$work/kept"
echo 3 >$scope
status "root, ptrace_scope 3: refuses" 125 sct_run -r r.conf -- rm -f gone
ok "and says that nobody can grant it" expr "$out" : '.*ptrace_scope is 3: nobody may'
ok "and has not run the command" test -e gone
