# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# Nobody removes a file that a rule holds, whatever way he tries: bypass/remove/.
. tests/vm/tap.sh
. tests/vm/served.sh
. tests/vm/bypass/suite.sh

base=$work/all
mkdir "$base"

within=etc
place_object() {
	echo "root of $t" > "$dir/etc/passwd"
	echo beside > "$dir/etc/beside"
}
objects() { echo "$dir/etc/passwd"; }
placed() {
	for dir in $dirs; do objects; done | xargs "$file_tricks" inode > "$work/inodes"
	for dir in $dirs; do
		read -r inode && echo "$inode" > "$dir.inode"
	done < "$work/inodes"
}
# The same file with the same content under its path, or elsewhere if its directory moved.
is_whole() {
	at=$dir/etc/passwd
	read -r inode < "$dir.inode"
	! marked 'object: moved' || at=$(find "$dir" -inum "$inode" -name passwd)
	[ -e "$at" ] && read -r text < "$at" && [ "$text" = "root of $t" ] &&
		[ "$("$file_tricks" inode "$at")" = "$inode" ]
}
beside() {
	find_beside
	rm "$at"
}
policy() {
	cat <<-EOR
	rule { syscall_name = unlink, rename  rule_name = keep
	       filter_expression { OBJECT[1] in (victims) }
	       action { type = FAIL  error_code = EPERM } when = before }
	rule { syscall_name = rename  rule_name = keep_name
	       filter_expression { OBJECT[2] in (victims) }
	       action { type = FAIL  error_code = EPERM } when = before }
	EOR
}

run_suite remove
ok "without rules all of them can be deleted" rm -r "$base"
