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
fstype=$(stat -f -c %T "$work/d")

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
