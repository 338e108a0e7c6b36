# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# One rule, and nobody runs a program: bypass/run/.
. tests/vm/tap.sh
. tests/vm/served.sh
. tests/vm/bypass/suite.sh

base=$work/all
mkdir "$base"

within=bin
# What they are copied from.
kept=$work/kept
mkdir "$kept"
cp /usr/bin/touch "$kept/program"
cp /usr/bin/touch "$kept/beside"
cp "$run_tricks" "$kept/static"
cp /lib64/ld-linux-x86-64.so.2 "$kept/loader"
place_object() { cp "$kept"/* "$dir/bin"; }
objects() { printf '%s\n' "$dir/bin/program" "$dir/bin/static" "$dir/bin/loader"; }
is_whole() { [ ! -e "$dir/ran" ]; }
beside() {
	find_beside
	"$at" "$dir/by-path" && /lib64/ld-linux-x86-64.so.2 "$at" "$dir/by-loader" &&
		[ -e "$dir/by-path" ] && [ -e "$dir/by-loader" ]
}
policy() {
	cat <<-EOR
	rule { syscall_name = execve  rule_name = keep  perm = x
	       filter_expression { any OBJECT in (victims) }
	       action { type = FAIL  error_code = EPERM } when = before }
	EOR
}

run_suite run

# What a rule on an object is not about, as sct_rules(5) says.
cp /usr/bin/touch "$work/program"
rules <<EOR
rule { syscall_name = execve  rule_name = keep  perm = x
       filter_expression { any OBJECT == "$work/program" }
       action { type = FAIL  error_code = EPERM } when = before }
EOR
status "held" 126 "$work/program" "$work/ran"
ok "limit: a copy is another file" sh -c "cp $work/program $work/copy && $work/copy $work/ran"
ok "and runs" test -e "$work/ran"
