# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# Nobody removes a file that a rule holds, whatever way he tries: bypass/remove/.
. tests/vm/tap.sh
. tests/vm/served.sh

tricks=$PWD/build/tests/tricks
suite=$PWD/tests/vm/bypass/remove
names=$(cd "$suite" && ls | sed 's/\.sh$//')

# place FOLDER: for each trick, a directory with a file to be removed.
place() {
	for t in $names; do
		mkdir -p "$work/$1/$t/etc"
		echo "root of $t" > "$work/$1/$t/etc/passwd"
		echo beside > "$work/$1/$t/etc/beside"
		stat -c %i "$work/$1/$t/etc/passwd" > "$work/$1/$t/inode"
	done
}

# try FOLDER TRICK: does what the trick does, in its directory.
try() {
	(
		dir=$work/$1/$2 victim=$work/$1/$2/etc/passwd
		export dir victim tricks
		cd / && timeout 60 sh "$suite/$2.sh"
	) > "$work/$1/$2/said" 2>&1 </dev/null
}

# is_whole FOLDER TRICK: the object is what it was.
is_whole() {
	if grep -q '^# object: moved' "$suite/$2.sh"; then
		at=$(find "$work/$1/$2" -inum "$(cat "$work/$1/$2/inode")" -name passwd)
	else
		at=$work/$1/$2/etc/passwd
	fi
	[ -n "$at" ] && [ -e "$at" ] &&
		[ "$(cat "$at")" = "root of $2" ] &&
		[ "$(stat -c %i "$at")" = "$(cat "$work/$1/$2/inode")" ]
}

# Users who are not root come to their own.
chmod 711 "$work"
place free
for t in $names; do
	try free "$t"
	if is_whole free "$t"; then
		ok "without rules: $t" false
		sed 's/^/# /' "$work/free/$t/said"
	else
		ok "without rules: $t" true
	fi
done

place held
{
	echo "list victims = ("
	for t in $names; do
		echo "  \"$work/held/$t/etc/passwd\","
	done | sed '$s/,$//'
	cat <<-EOR
	)
	rule { syscall_name = unlink, rename  rule_name = keep
	       filter_expression { OBJECT[1] in (victims) }
	       action { type = FAIL  error_code = EPERM } when = before }
	rule { syscall_name = rename  rule_name = keep_name
	       filter_expression { OBJECT[2] in (victims) }
	       action { type = FAIL  error_code = EPERM } when = before }
	EOR
} > "$work/held.conf"
ok "the rules go up" sct_config upload "$work/held.conf"
for t in $names; do
	try held "$t"
	if is_whole held "$t"; then
		ok "held: $t" true
	else
		ok "held: $t" false
		sed 's/^/# /' "$work/held/$t/said"
	fi
	beside=$(find "$work/held/$t" -name beside)
	ok "beside it a file can be deleted: $t" rm "$beside"
done
sct_config delete >/dev/null
for t in $names; do
	umount "$work"/free/"$t"/other "$work"/held/"$t"/other 2>/dev/null
done
ok "without rules all of them can be deleted" rm -r "$work/held" "$work/free"
