# SPDX-License-Identifier: GPL-2.0-only
# perm = wa is what auditctl -p wa is; with FAIL it refuses.
. tests/vm/tap.sh
. tests/vm/served.sh

mkdir -p "$work/etc" "$work/out"
for f in kept exec other; do cp /bin/true "$work/etc/$f"; done
echo free > "$work/out/free"
ln -s kept "$work/etc/link"
cp -r "$work/etc/." "$work/out"
# Opened before there are rules.
exec 7<>"$work/etc/kept" 8<>"$work/out/kept"
state() { find "$work/etc" -printf '%p %i %m %U %G %s %T@\n' | sort; cksum "$work"/etc/*; }
before=$(state)

rules <<EOR
rule { syscall_name = @file  rule_name = ${mark}_wa  perm = wa
       filter_expression { any OBJECT under "$work/etc" }
       action { type = FAIL error_code = EROFS log_format {$mark %sname %params} } when = before }
EOR
# both NAME COMMAND...: DIR is the held directory, then the free one.
both() {
	name=$1
	shift
	status "held: $name" 1 sh -c "DIR=$work/etc; $*"
	ok "beside it: $name" sh -c "DIR=$work/out; $*"
}
both "opened to append" 'echo x >>$DIR/kept || exit 1'
both "opened to read and write" 'true 5<>$DIR/kept || exit 1'
both "cut by its path" 'truncate -s 1 $DIR/kept'
both "a new file" 'echo x >$DIR/new || exit 1'
both "a new mode" 'chmod 711 $DIR/kept'
both "another owner" 'chown 1:1 $DIR/kept'
both "other times" 'touch -a -d 2001-01-01 $DIR/kept'
both "only the time of change" 'touch -m -d 2001-01-01 $DIR/kept'
both "an extended attribute" 'build/tests/file_tricks setxattr $DIR/kept'
both "an ACL" 'build/tests/file_tricks setacl $DIR/kept'
both "a hard link to it" 'ln $DIR/kept $DIR/../twin && rm $DIR/../twin'
both "a symbolic link" 'ln -s x $DIR/s'
both "a pipe" 'mkfifo $DIR/p'
both "removed" 'rm -f $DIR/exec'
both "a mount over it" "mount --bind $work/out/free \$DIR/kept && umount \$DIR/kept || exit 1"
both "by a link to it" 'truncate -s 2 $DIR/link'
status "held: cut by an old descriptor" 1 truncate -s 0 /proc/self/fd/7
status "held: room by an old descriptor" 1 build/tests/file_tricks fallocate 7
ok "beside it: room by an old descriptor" build/tests/file_tricks fallocate 8
status "held: a clone by an old descriptor" 1 build/tests/file_tricks clone "$work/out/free" 7
has "with the rule's error" "Read-only" "$out"
status "beside it the file system is asked" 1 build/tests/file_tricks clone "$work/out/free" 8
has "which cannot" "not supported" "$out"
status "held: a mode by an old descriptor" 1 build/tests/file_tricks fchmod 7
ok "beside it: a mode by an old descriptor" build/tests/file_tricks fchmod 8
same "all is as it was" "$before" "$(state)"
ok "it can be read" cat "$work/etc/kept"
ok "and run" "$work/etc/exec"
ok "and its link be read" readlink "$work/etc/link"
ok "a write by an old descriptor is not asked about" sh -c 'printf "" >&7'
has "the log names what was refused" "open" "$(logged)"

rules <<EOR
rule { syscall_name = @file  rule_name = ${mark}_r  perm = r
       filter_expression { any OBJECT under "$work/etc" }
       action { type = FAIL error_code = EROFS } when = before }
rule { syscall_name = execve  rule_name = ${mark}_x  perm = x
       filter_expression { OBJECT[1] == "$work/etc/exec" }
       action { type = FAIL error_code = EXDEV } when = before }
rule { syscall_name = write, pwrite64  rule_name = ${mark}_w  perm = w
       filter_expression { any OBJECT == "$work/etc/kept" }
       action { type = FAIL error_code = EXDEV } when = before }
EOR
status "r: read" 1 cat "$work/etc/kept"
status "r: what a link says" 1 readlink "$work/etc/link"
status "r: an extended attribute" 1 build/tests/file_tricks getxattr "$work/etc/kept"
ok "r: a mode is none" chmod 700 "$work/etc/kept"
ok "r: nor is to run it" "$work/etc/other"
status "x: run" 126 "$work/etc/exec"
status "x: by the loader" 127 /lib64/ld-linux-x86-64.so.2 "$work/etc/exec"
status "write: by an old descriptor, where the rule names write" 1 sh -c 'echo x >&7 || exit 1'
ok "write: beside it" sh -c 'echo x >&8'
