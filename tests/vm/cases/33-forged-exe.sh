# SPDX-License-Identifier: GPL-2.0-only
# EXE is the program that was executed: who says of himself that he is another one, which
# needs no privilege, is not believed.
. tests/vm/tap.sh
. tests/vm/served.sh

trusted=$(readlink -f /usr/bin/env)
user() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }

mkdir "$work/dir"
chmod 1777 "$work" "$work/dir"
user touch "$work/dir/f"
status "without rules it is the other program, as far as /proc tells, and removes the file" 0 \
	user build/tests/forges_exe "$trusted" "$work/dir/f"
same "without an error" 000 "$out"
ok "which is gone" test ! -e "$work/dir/f"

rules <<EOR
rule { syscall_name=unlink rule_name=only_env
       filter_expression { PARAMS[1] == "$work/dir/f" && EXE != "$trusted" }
       action { type=FAIL error_code=EROFS log_format {%comm %exe %params} } when=before }
EOR
user touch "$work/dir/f"
status "a rule that makes an exception of that program" 0 \
	user build/tests/forges_exe "$trusted" "$work/dir/f"
same "refuses it nevertheless" 030 "$out"
ok "and the file stays" test -e "$work/dir/f"
has "what it says is not logged as what it is" "forges_exe.* <fault> \"$work/dir/f\"" "$(logged)"

rules <<EOR
rule { syscall_name=unlink rule_name=only_rm
       filter_expression { PARAMS[1] == "$work/dir/f" && EXE != "$(readlink -f /usr/bin/rm)" }
       action { type=FAIL error_code=EROFS log_format {%comm %exe %params} } when=before }
EOR
status "who really is the program is let through" 0 rm "$work/dir/f"
ok "and the file is gone" test ! -e "$work/dir/f"
