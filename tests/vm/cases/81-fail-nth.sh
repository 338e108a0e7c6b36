# SPDX-License-Identifier: GPL-2.0-only
# Each allocation of each operation fails once: nothing is half done, nothing
# leaks.  On kernels with fault injection; elsewhere there is no way to do it.
# kernels: debug
. tests/vm/tap.sh

cat > "$work/rules.conf" <<EOR
rule { syscall_name = unlink rule_name = log filter_expression { PARAMS[1] contains "xxx" }
       action { type = LOG log_format {%comm: %params} continue = yes } when = before }
rule { syscall_name = unlink rule_name = after action { type = LOG } when = after }
rule { syscall_name = unlink rule_name = deny
       filter_expression { PARAMS[1] == "/fail_nth/denied" }
       action { type = FAIL error_code = EPERM } when = before }
EOR
ok "the rules are right" sh -c "sct_config dump --raw $work/rules.conf > $work/table"
mount -t debugfs none /sys/kernel/debug 2>/dev/null || :
build/tests/fail_nth "$work/table" > "$work/out"
while read -r line; do
	case $line in
	ok*) ok "${line#ok * - }" true ;;
	not*) ok "${line#not ok * - }" false ;;
	\#* | Bail*) echo "# $line" ;;
	esac
done < "$work/out"
ok "all operations were tried" grep -q "^1\.\.13" "$work/out"
ok "the modules can be unloaded after it" sh -c "sct_config delete && sct_unload && sct_load"
