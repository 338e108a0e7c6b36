# SPDX-License-Identifier: GPL-2.0-only
# One rule about whatever objects the calls of a group have.
. tests/vm/tap.sh
. tests/vm/served.sh

mkdir -p "$work/etc/sub" "$work/out"
echo kept > "$work/etc/kept"
echo kept > "$work/etc/sub/deep"
echo free > "$work/out/free"
echo free > "$work/out/other"

# Whoever opens for reading is not meant; what there is no object of, is no error.
rules <<EOR
rule { syscall_name = @file  rule_name = ${mark}_any
       filter_expression { any OBJECT under "$work/etc" && !(COMM == "cat") }
       action { type = FAIL error_code = EROFS log_format {$mark %sname %params} } when = before }
EOR
status "unlink of what is in it" 1 rm -f "$work/etc/kept"
has "with the rule's error" "Read-only file system" "$out"
status "rename out of it: the first object" 1 mv "$work/etc/kept" "$work/out/kept"
status "rename into it: the second" 1 mv "$work/out/free" "$work/etc/free"
status "a hard link to it: the first" 1 ln "$work/etc/kept" "$work/out/kept"
status "a hard link in it: the second" 1 ln "$work/out/free" "$work/etc/free"
status "mkdir in it" 1 mkdir "$work/etc/new"
status "mkdir deep in it" 1 mkdir "$work/etc/sub/new"
status "a link in it" 1 ln -s x "$work/etc/sub/link"
status "chmod" 1 chmod 600 "$work/etc/sub/deep"
status "truncate" 1 truncate -s 0 "$work/etc/sub/deep"
same "what the exception says can be read" kept "$(cat "$work/etc/sub/deep")"
ok "beside it: a rename" mv "$work/out/free" "$work/out/renamed"
ok "beside it: a link" ln "$work/out/renamed" "$work/out/twin"
ok "beside it: a directory" mkdir "$work/out/dir"
ok "beside it: all can go" rm -r "$work/out"
lines=$(logged)
has "the log names the calls" "rename" "$lines"
has "and where they wanted to" "/etc/free" "$lines"
sct_config delete >/dev/null
same "all is as it was" "kept kept" "$(cat "$work/etc/kept" "$work/etc/sub/deep" | tr '\n' ' ' | sed 's/ $//')"
