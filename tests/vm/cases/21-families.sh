# SPDX-License-Identifier: GPL-2.0-only
# One rule means the operation, whichever call makes it.
. tests/vm/tap.sh
. tests/vm/served.sh

file=$work/file
dir=$work/dir
echo content > "$file"

deny() { # CALL PATH
	rules <<-EOR
	rule { syscall_name = $1 rule_name = deny_$1
	       filter_expression { PARAMS[1] == "$2" }
	       action { type = FAIL error_code = EROFS } when = before }
	EOR
}

deny open "$file"
same "open" "syscall open -1 EROFS
syscall openat -1 EROFS
syscall openat2 -1 EROFS
syscall open-creat -1 EROFS
int80 open -1 EROFS
int80 openat -1 EROFS
int80 open-creat -1 EROFS" "$(build/tests/every_door open "$file")"
same "open did not truncate" content "$(sct_config delete >/dev/null; cat "$file")"

deny mkdir "$dir"
same "mkdir" "syscall mkdir -1 EROFS
syscall mkdirat -1 EROFS
int80 mkdir -1 EROFS
int80 mkdirat -1 EROFS" "$(build/tests/every_door mkdir "$dir")"
ok "no directory was made" sh -c "! test -e $dir"

sct_config delete >/dev/null
mkdir "$dir"
deny rmdir "$dir"
same "rmdir" "syscall rmdir -1 EROFS
syscall unlinkat -1 EROFS
int80 rmdir -1 EROFS
int80 unlinkat -1 EROFS" "$(build/tests/every_door rmdir "$dir")"
ok "the directory is there" test -d "$dir"

deny rename "$file"
ok "mv is refused" sh -c "! mv $file $file.new && test -e $file"
deny chmod "$file"
ok "chmod is refused" sh -c "! chmod 000 $file && test \$(stat -c %a $file) = 644"

cp /bin/true "$work/true"
deny execve "$work/true"
ok "execve is refused" sh -c "! $work/true"
ok "another program runs" true
