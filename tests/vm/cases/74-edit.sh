# SPDX-License-Identifier: GPL-2.0-only
# sct_config edit, as an administrator has it: with an editor, and the kernel.
# once: 6.12
. tests/vm/tap.sh

mkdir "$work/rules.d"
touch "$work/one" "$work/two"
deny() {
	cat <<-EOT
	rule { syscall_name=unlink rule_name=deny.$1 filter_expression { PARAMS[1] == "$work/$1" }
	       action { type=FAIL error_code=EPERM } when=before }
	EOT
}
cat >"$work/ed" <<'EOT'
#!/bin/sh
echo "$#" >"${0%/*}/arguments"
cat "$1" >"$2"
EOT
chmod +x "$work/ed"
edit() { sct_config edit --rules-dir "$work/rules.d" "$@"; }

deny one >"$work/new"
unset VISUAL
export EDITOR="$work/ed $work/new"
status "rules are edited" 0 edit -y
same "the editor gets its own words, and the file" 2 "$(cat "$work/arguments")"
has "what changes is shown" '^+  rule_name = deny.one' "$out"
status "they are in force" 1 rm "$work/one"
same "and those of the next boot" "$(cat "$work/new")" "$(cat "$work/rules.d/50-local.conf")"
ok "there is no difference" sct_config diff --rules-dir "$work/rules.d"

echo 'rule {' >"$work/new"
status "wrong rules" 1 edit -y
has "are shown in their place" "/50-local.conf:[0-9]*:[0-9]*: error" "$out"
status "those before them are in force" 1 rm "$work/one"
ok "there is still no difference" sct_config diff --rules-dir "$work/rules.d"
rm "$work/rules.d"/.*.edit

deny two >"$work/new"
export VISUAL="false"
status "VISUAL comes first" 3 edit -y
has "and its failure is one" "the editor ended with status 1" "$out"
export VISUAL=$EDITOR EDITOR=false
status "other rules" 0 edit -y 50-local
status "are in force" 1 rm "$work/two"
status "instead of the first" 0 rm "$work/one"
same "nothing else is left there" "50-local.conf" "$(ls -A "$work/rules.d")"
