# SPDX-License-Identifier: GPL-2.0-only
# What an object is, to compare and to log, as the kernel has it in hand.
. tests/vm/tap.sh
. tests/vm/served.sh

mkdir "$work/d"
for f in plain setuid twin other; do echo "$f" > "$work/d/$f"; done
chmod 4755 "$work/d/setuid"
ln "$work/d/twin" "$work/d/twin2"
chown 1234:567 "$work/d/other"
mkfifo "$work/d/pipe"
ino=$(stat -c %i "$work/d/plain") dev=$(stat -c %d "$work/d/plain")
fstype=$(findmnt -n -o FSTYPE -T "$work/d")

# No path at all: what is refused is refused wherever it lies.
rules <<EOR
rule { syscall_name = unlink  rule_name = ${mark}_setuid
       filter_expression { (OBJECT[1].mode & 04000) != 0 && OBJECT[1].type == S_IFREG && OBJECT[1].fstype == "$fstype" }
       action { type = FAIL error_code = EROFS } when = before }
rule { syscall_name = unlink  rule_name = ${mark}_pipe
       filter_expression { OBJECT[1].type == S_IFIFO }
       action { type = FAIL error_code = EROFS } when = before }
rule { syscall_name = unlink  rule_name = ${mark}_twin
       filter_expression { OBJECT[1].nlink > 1 && OBJECT[1].dev == $dev }
       action { type = FAIL error_code = EROFS } when = before }
rule { syscall_name = unlink  rule_name = ${mark}_owner
       filter_expression { OBJECT[1].uid == 1234 && OBJECT[1].gid == 567 }
       action { type = FAIL error_code = EROFS } when = before }
rule { syscall_name = unlink  rule_name = ${mark}_log
       filter_expression { OBJECT[1].ino == $ino && OBJECT[1].dev == $dev }
       action { type = LOG log_format {$mark %params %object[1].ino %object[1].dev %object[1].uid %object[1].gid %object[1].mode:decoded %object[1].nlink %object[1].fstype} }
       when = before }
EOR
status "mode and type" 1 rm -f "$work/d/setuid"
has "with the rule's error" "Read-only file system" "$out"
chmod 755 "$work/d/setuid"
ok "another mode" rm "$work/d/setuid"
status "type" 1 rm -f "$work/d/pipe"
status "links" 1 rm -f "$work/d/twin2"
status "owner and group" 1 rm -f "$work/d/other"
chown 1234:0 "$work/d/other"
ok "another group" rm "$work/d/other"
ok "the one with that number" rm "$work/d/plain"
has "the log has all of it" "/plain\" $ino $dev 0 0 0644 1 \"$fstype\"" "$(logged)"

rules <<EOR
rule { syscall_name = rename  rule_name = ${mark}_over
       filter_expression { OBJECT[2].ino != 0 && OBJECT[2].uid != OBJECT[1].uid }
       action { type = FAIL error_code = EROFS } when = before }
rule { syscall_name = open  rule_name = ${mark}_write  perm = w
       filter_expression { OBJECT[1].mode & 01000 }
       action { type = FAIL error_code = EROFS } when = before }
EOR
echo mine > "$work/d/mine"
echo his > "$work/d/his"
chown 1234 "$work/d/his"
status "two objects are compared" 1 mv -f "$work/d/mine" "$work/d/his"
ok "of what is not there yet, all is 0" mv "$work/d/mine" "$work/d/new"
chmod 1644 "$work/d/new"
status "with perm: opened to write" 2 sh -c "exec 5>>$work/d/new"
ok "with perm: opened to read" cat "$work/d/new"
status "with perm: cut by a descriptor is another operation, and asked about" 1 truncate -s 0 "$work/d/new"

# ---- each field against stat(1), of each type of object
mkdir "$work/t" "$work/t/dir" "$work/t/dir/below"
echo text > "$work/t/file"
ln "$work/t/file" "$work/t/hard"
ln -s nowhere "$work/t/link"
mkfifo "$work/t/fifo"
mknod "$work/t/null" c 1 3
mknod "$work/t/loop" b 7 0
ok "a socket" python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$work/t/sock"
for f in dir file fifo null loop sock; do chmod 4640 "$work/t/$f"; done
for f in dir file link fifo null loop sock; do chown -h 4242:2424 "$work/t/$f"; done
rules <<EOR
rule { syscall_name = rename  rule_name = ${mark}_seen
       filter_expression { OBJECT[1] under "$work/t" }
       action { type = FAIL error_code = EROFS
                log_format {$mark ino=%object[1].ino dev=%object[1].dev uid=%object[1].uid gid=%object[1].gid mode=%object[1].mode type=%object[1].type nlink=%object[1].nlink fstype=%object[1].fstype} }
       when = before }
EOR
for f in dir file link fifo null loop sock; do
	# One number, as stat(2) has it in st_mode.
	mode=$((0x$(stat -c %f "$work/t/$f")))
	want=$(stat -c "ino=%i dev=%d uid=%u gid=%g mode=$((mode & 07777)) type=$((mode & 0170000)) nlink=%h" "$work/t/$f")
	status "$f: held" 1 mv -T "$work/t/$f" "$work/moved"
	has "$f: as stat(1) has it" "^.*$mark $want fstype=\"$fstype\"" "$(logged)"
done
# Not the directory's own file system, but that of what is mounted there.
mkdir "$work/t/mnt"
mount -t ramfs ramfs "$work/t/mnt"
rules <<EOR
rule { syscall_name = unlink  rule_name = ${mark}_ramfs
       filter_expression { OBJECT[1].fstype == "ramfs" }
       action { type = FAIL error_code = EROFS log_format {$mark %object[1].fstype %object[1].dev %object.pathname.ino} } when = before }
EOR
touch "$work/t/mnt/f"
status "of that file system" 1 rm -f "$work/t/mnt/f"
sctlog --once --json > "$work/json"
json=$(grep -F "${mark}_ramfs" "$work/json")
fields='"name":"p1.fstype","type":"objpath","value":"ramfs"},{"name":"p1.dev","type":"u32","value":%d},{"name":"p1.ino","type":"u64","value":%i}'
has "JSON has them, too" "$(stat -c "$fields" "$work/t/mnt/f")" "$json"
umount "$work/t/mnt"

# ---- with where it is: what is not root's there stays as it is
mkdir "$work/etc"
echo root > "$work/etc/roots"
echo user > "$work/etc/users"
chown 1234 "$work/etc/users"
rules <<EOR
rule { syscall_name = unlink, chmod, truncate  rule_name = ${mark}_strange
       filter_expression { any OBJECT under "$work/etc" && OBJECT[1].uid != 0 }
       action { type = FAIL error_code = EROFS } when = before }
EOR
status "another's: not removed" 1 rm -f "$work/etc/users"
status "nor with another mode" 1 chmod 600 "$work/etc/users"
status "nor cut" 1 truncate -s 0 "$work/etc/users"
ok "root's: cut" truncate -s 0 "$work/etc/roots"
ok "and removed" rm "$work/etc/roots"
echo user > "$work/users"
chown 1234 "$work/users"
ok "another's elsewhere" rm "$work/users"
