# SPDX-License-Identifier: GPL-2.0-only
# The table is replaced under a storm of calls: no verdict and no event is amiss.
# timeout: 420
. tests/vm/tap.sh
. tests/vm/served.sh

for code in EPERM EACCES; do
	cat > "$work/$code.conf" <<-EOR
	rule { syscall_name=getppid rule_name=before filter_expression { COMM == "storm" }
	       action { type=LOG } when=before }
	rule { syscall_name=getppid rule_name=after filter_expression { COMM == "storm" }
	       action { type=LOG } when=after }
	rule { syscall_name=unlinkat rule_name=refuse
	       filter_expression { COMM == "storm" && PARAMS[2] == "/tmp/storm-denied" }
	       action { type=FAIL error_code=$code } when=before }
	EOR
	sct_config dump --raw "$work/$code.conf" > "$work/$code"
done
build/tests/storm "${FLOOD_SECONDS:-5}" "$work/EPERM" "$work/EACCES" > "$work/out"
while read -r line; do
	case $line in
	ok*) ok "${line#ok * - }" true ;;
	not*) ok "${line#not ok * - }" false ;;
	\#*) echo "$line" ;;
	esac
done < "$work/out"
ok "the storm came to its end" grep -q "^1\.\.8" "$work/out"
ok "the modules can be unloaded after it" sh -c "sct_config delete && sct_unload && sct_load"
