# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# One rule, and nobody changes a file's content or attributes: bypass/write/.
. tests/vm/tap.sh
. tests/vm/served.sh
. tests/vm/bypass/suite.sh

base=$work/disk
mkdir "$base"
# A file system with extended attributes, ACLs and flags.
truncate -s 96M "$work/ext4" && mkfs.ext4 -q -F -b 1024 "$work/ext4"
ok "an ext4 is mounted" mount -o loop "$work/ext4" "$base"

within=etc
place_object() {
	text="root of $t
"
	while [ ${#text} -lt 8192 ]; do text=$text$text; done
	printf '%.8192s' "$text" > "$dir/etc/passwd"
	echo beside > "$dir/etc/beside"
	[ $t != older-link ] || ln "$dir/etc/passwd" "$dir/older"
}
objects() { echo "$dir/etc/passwd"; }
victims() { for dir in $dirs; do objects; done; }
place_rest() { victims | xargs "$file_tricks" mark; }
# As it is when its owner is settled and its room on the disk.
placed() {
	victims | xargs "$file_tricks" print > "$work/was"
	for dir in $dirs; do
		read -r was && echo "$was" > "$dir.was"
	done < "$work/was"
}
is_whole() {
	at=$dir/etc/passwd
	! marked 'object: moved' || [ -e "$at" ] || at=$dir/etc.old/passwd
	read -r was < "$dir.was"
	[ "$("$file_tricks" print "$at" 2>&1)" = "$was" ]
}
beside() {
	find_beside
	"$file_tricks" beside "$at"
}
policy() {
	cat <<-EOR
	rule { syscall_name = @file  rule_name = keep  perm = wa
	       filter_expression { any OBJECT in (victims) }
	       action { type = FAIL  error_code = EPERM } when = before }
	EOR
}

run_suite write
for t in mounted-over; do
	umount "$base/free/root/$t/etc/passwd" "$base/held/root/$t/etc/passwd" 2>/dev/null
done

# What no rule without write(2) in it is asked about, as sct_rules(5) says.
mkdir "$base/limits"
echo "old descriptor" > "$base/limits/old"
echo "raw disk, raw disk" > "$base/limits/raw"
sync
exec 7>>"$base/limits/old"
rules <<EOR
rule { syscall_name = @file  rule_name = keep  perm = wa
       filter_expression { any OBJECT under "$base/limits" }
       action { type = FAIL  error_code = EPERM } when = before }
EOR
ok "limit: write(2) by a descriptor that was open before" sh -c 'echo more >&7'
has "is seen in the file" more "$(cat "$base/limits/old")"
at=$(grep -abo "raw disk, raw disk" "$work/ext4" | head -n 1 | cut -d: -f1)
printf RAW | dd of="$(losetup -j "$work/ext4" | cut -d: -f1)" bs=1 seek="$at" conv=notrunc,fsync 2>/dev/null
echo 3 > /proc/sys/vm/drop_caches
has "limit: a write to the disk itself is seen in the file" "^RAW disk" "$(cat "$base/limits/raw")"
exec 7>&-
rules <<EOR
rule { syscall_name = @file, write  rule_name = keep  perm = wa
       filter_expression { any OBJECT under "$base/limits" }
       action { type = FAIL  error_code = EPERM } when = before }
EOR
status "with write named, no descriptor is opened to write" 2 sh -c "exec 7>>$base/limits/old"
sct_config delete >/dev/null
umount "$base"
