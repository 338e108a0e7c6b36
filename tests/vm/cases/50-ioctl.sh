# SPDX-License-Identifier: GPL-2.0-only
# The control device refuses what it must, and stays as it was.
. tests/vm/tap.sh
. tests/vm/served.sh

rules <<'EOR'
rule { syscall_name=unlink rule_name=standing filter_expression { PARAMS[1] == "/nosuch" }
       action { type=FAIL error_code=EPERM } when=before }
EOR
sct_config dump --raw "$work/rules.conf" > "$work/table"
ok "the raw table is one" test -s "$work/table"
for bits in "" .32; do
	out=$(build/tests/bad_ioctl$bits "$work/table")
	same "bad_ioctl$bits: all refused" "" "$(printf '%s\n' "$out" | grep -v '^ok\|^1\.\.')"
	has "bad_ioctl$bits: came to its end" "^1\\.\\." "$out"
done
ok "the old rule is in force" sh -c 'sct_config download | grep -q standing'

status "without CAP_SYS_ADMIN the open device answers EPERM" 0 build/tests/cap_ioctl
for device in sct_ctrl sct_log; do
	same "/dev/$device is root's alone" "root root" "$(stat -c '%U %G' /dev/$device)"
	ok "nobody may not open /dev/$device" \
		sh -c "! setpriv --reuid 65534 --regid 65534 --clear-groups cat /dev/$device"
done

rules <<'EOR'
rule { syscall_name=getppid rule_name=read filter_expression { COMM startswith "read_log" }
       action { type=LOG } when=before }
EOR
for bits in "" .32; do
	out=$(build/tests/read_log$bits)
	same "read_log$bits: reads to bad memory lose nothing" "" "$(printf '%s\n' "$out" | grep -v '^ok\|^1\.\.')"
	has "read_log$bits: came to its end" "^1\\.\\." "$out"
done
