# SPDX-License-Identifier: GPL-2.0-only
# EXE_OBJECT is the file that was executed, as an object: no name, mount or copy makes
# another program of one, nor what a task says of itself.  Each trick against a rule that
# is asked at the entry of the call, and against one that is asked at the object.
. tests/vm/tap.sh
. tests/vm/served.sh

user() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }

mkdir "$work/bin" "$work/dir" "$work/his"
chmod 1777 "$work" "$work/dir" "$work/his"
trusted=$work/bin/trusted
cp /usr/bin/unlink "$trusted"

victim=$work/dir/f
fresh() { user touch "$victim"; }
# held NAME COMMAND...: the file is there afterwards, as the rule refused to remove it.
held() {
	fresh
	held_name=$1
	shift
	"$@" > "$work/said" 2>&1 < /dev/null
	ok "$held_name" test -e "$victim"
	has "$held_name: refused" 'Read-only file system\|^030$' "$(cat "$work/said")"
}
# removes NAME COMMAND...: it is not.
removes() {
	fresh
	held_name=$1
	shift
	"$@" > "$work/said" 2>&1 < /dev/null
	ok "$held_name" test ! -e "$victim"
}

ways() {
	removes "$1: the program" user "$trusted" "$victim"
	held "$1: another one" user unlink "$victim"
	ln "$trusted" "$work/bin/link"
	removes "$1: by another link" user "$work/bin/link" "$victim"
	rm "$work/bin/link"
	mkdir -p "$work/mnt"
	mount --bind "$work/bin" "$work/mnt"
	removes "$1: by another mount" user "$work/mnt/trusted" "$victim"
	umount "$work/mnt"

	cp "$trusted" "$work/his/trusted"
	held "$1: a copy" user "$work/his/trusted" "$victim"
	held "$1: another program's first argument" \
		user bash -c "exec -a '$trusted' unlink '$victim'"
	held "$1: another program's name" \
		user bash -c "printf trusted > /proc/self/comm; rm '$victim'"
	# Another one under that path, for himself alone.
	held "$1: another program mounted over it" user unshare -Urm sh -c \
		"mount --bind /usr/bin/unlink '$trusted' && exec '$trusted' '$victim'"
	held "$1: a file system mounted over its directory" user unshare -Urm sh -c \
		"mount -t tmpfs t '$work/bin' && cp /usr/bin/unlink '$trusted' && exec '$trusted' '$victim'"
	held "$1: another program by prctl" user build/tests/forges_exe "$trusted" "$victim"
	printf '#!%s\n' "$(command -v sh)" > "$work/his/script"
	cat >> "$work/his/script" <<-EOS
	unlink "\$1"
	EOS
	chmod 755 "$work/his/script"
	held "$1: a script" user "$work/his/script" "$victim"
	# The kernel runs the loader, which maps the program.
	held "$1: by ld.so" user "$(ls /lib64/ld-linux-x86-64.so.2)" "$trusted" "$victim"
	# It is the interpreter that runs, with the script as what it is given.
	printf '#!%s\n' "$trusted" > "$work/dir/script"
	chmod 755 "$work/dir/script"
	chown 65534 "$work/dir/script"
	user "$work/dir/script" > "$work/said" 2>&1
	ok "$1: as what interprets a script" test ! -e "$work/dir/script"
	interpreter "$1"
}

# What binfmt_misc gives to the interpreter of a program is what execve opened of it.  From
# 6.7 on anybody has a binfmt_misc of his own, before only root can say who interprets.
modprobe binfmt_misc 2>/dev/null
misc=/proc/sys/fs/binfmt_misc
if user unshare -Urm mount -t binfmt_misc b $misc 2>/dev/null; then
	apart() { user unshare -Urm "$@"; }
	as=
else
	apart() { unshare -m "$@"; }
	as='setpriv --reuid 65534 --regid 65534 --clear-groups'
fi
interpreter() {
	cp "$trusted" "$work/bin/prog.sctx"
	cat > "$work/interpreter.sh" <<-EOS
	mount -t binfmt_misc b $misc || exit 9
	echo ':$mark:E::sctx::$PWD/build/tests/forges_exe:O' > $misc/register || exit 8
	$as "$work/bin/prog.sctx" "$victim"
	got=\$?
	echo -1 > $misc/$mark
	exit \$got
	EOS
	fresh
	status "$1: as an interpreter it is the program, as far as /proc tells" 0 \
		apart sh "$work/interpreter.sh"
	same "$1: but not for the rule" 030 "$out"
	ok "$1: and the file stays" test -e "$victim"
	rm "$work/bin/prog.sctx"
}

rules <<EOR
rule { syscall_name = unlink  rule_name = ${mark}_entry
       filter_expression { PARAMS[1] startswith "$work/dir/" && !(EXE_OBJECT in ("$trusted", "$work/bin/prog.sctx")) }
       action { type = FAIL error_code = EROFS } when = before }
EOR
ways "at the entry"

rules <<EOR
rule { syscall_name = unlink  rule_name = ${mark}_object
       filter_expression { OBJECT[1] under "$work/dir" && !(EXE_OBJECT under "$work/bin") }
       action { type = FAIL error_code = EROFS } when = before }
EOR
ways "at the object"

# ---- which of them is it, when another file has its place?
rules <<EOR
rule { syscall_name = unlink  rule_name = ${mark}_inode  follow = inode
       filter_expression { PARAMS[1] startswith "$work/dir/" && EXE_OBJECT != "$trusted" }
       action { type = FAIL error_code = EROFS } when = before }
EOR
cp /usr/bin/unlink "$work/bin/new"
mv "$trusted" "$work/bin/old"
removes "the file, by its new name" user "$work/bin/old" "$victim"
held "not yet another one" user "$work/bin/new" "$victim"
mv "$work/bin/old" "$trusted"
rules <<EOR
rule { syscall_name = unlink  rule_name = ${mark}_path  follow = path
       filter_expression { PARAMS[1] startswith "$work/dir/" && EXE_OBJECT != "$trusted" }
       action { type = FAIL error_code = EROFS } when = before }
EOR
ln "$trusted" "$work/bin/link"
held "the place: not the same file by another name" user "$work/bin/link" "$victim"
mv "$work/bin/new" "$trusted"
removes "what is renamed over it, is it" user "$trusted" "$victim"

# ---- what is refused to a program, and who cannot be told which one it is
rules <<EOR
rule { syscall_name = unlink  rule_name = ${mark}_only
       filter_expression { PARAMS[1] startswith "$work/dir/" && EXE_OBJECT == "$trusted" }
       action { type = FAIL error_code = EROFS } when = before }
rule { syscall_name = unlink  rule_name = ${mark}_lists  unreadable = miss
       filter_expression { PARAMS[1] startswith "$work/dir/" && EXE_OBJECT != "$trusted" }
       action { type = LOG log_format {$mark %comm} } when = before }
EOR
held "refused to the program" user "$trusted" "$victim"
removes "and not to others" user unlink "$victim"
has "which are logged" "$mark \"unlink\"" "$(logged)"
held "who hides what he is, may be it" user build/tests/forges_exe /usr/bin/env "$victim"
