#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Completion in bash, zsh and fish: typed at each, letter by letter and with tabs,
# and what it offers is what the tools take.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

scripts/completion "$tmp/made" >"$tmp/out" 2>&1 || echo "exit status $?" >>"$tmp/out"
grep -rl '@[A-Z]*@' "$tmp/made" >>"$tmp/out"
check "the templates are filled" "$tmp/out"

: >"$tmp/out"
for f in "$tmp"/made/bash/*; do bash -n "$f"; done >>"$tmp/out" 2>&1
for f in "$tmp"/made/zsh/*; do zsh -n "$f"; done >>"$tmp/out" 2>&1
for f in "$tmp"/made/fish/*; do fish --no-config -n "$f"; done >>"$tmp/out" 2>&1
check "each shell can read its files" "$tmp/out"

# No modules are here: what `list rules` prints where they are is recorded.
mkdir "$tmp/bin" "$tmp/files"
cat >"$tmp/bin/sct_config" <<EOT
#!/bin/sh
case "\$*" in
'list rules') printf 'NUMBER  NAME  CALLS\n0       deny_passwd  unlink\n1       every call  *\n' ;;
*) exec "$top/build/bin/sct_config" "\$@" ;;
esac
EOT
chmod +x "$tmp/bin/sct_config"
touch "$tmp/files/my.conf"
mkdir "$tmp/files/rules.d"

cat >"$tmp/lines" <<'EOT'
sct_config upl<TAB> => [upload]
sct_config upload --wer<TAB> my<TAB> => [upload][--werror][my.conf]
sct_config --form<TAB> => [--format]
sct_config status --format prom<TAB> => [status][--format][prometheus]
sct_config explain-error sct-E072<TAB> => [explain-error][sct-E0720]
sct_config check --format js<TAB> => [check][--format][json]
sct_config import --from fal<TAB> my<TAB> => [import][--from][falco][my.conf]
sct_config li<TAB> sysc<TAB> unlinka<TAB> => [list][syscalls][unlinkat]
sct_config list const<TAB> O_ACCM<TAB> => [list][constants][O_ACCMODE]
sct_config pack en<TAB> persis<TAB> enf<TAB> => [pack][enable][persistence][enforce]
sct_config diff --rules-dir rul<TAB>x => [diff][--rules-dir][rules.d/x]
sct_config -c my<TAB> stat<TAB> => [-c][my.conf][status]
sctlog --on<TAB> => [--once]
sctlog --syscall open,unlinka<TAB> => [--syscall][open,unlinkat]
sctlog --time rel<TAB> --js<TAB> => [--time][relative][--json]
sctlog --rule deny<TAB> => [--rule][deny_passwd]
sctlog verify my<TAB> => [verify][my.conf]
sctlog --rotate-ti<TAB> => [--rotate-time]
sct_run --calls mkdira<TAB> -- ls my<TAB> => [--calls][mkdirat][--][ls][my.conf]
sct_run --on-exit ki<TAB> basena<TAB> my<TAB> => [--on-exit][kill][basename][my.conf]
sctrace --expr mkdira<TAB> --summary-s<TAB> er<TAB> basena<TAB> my<TAB> => [--expr][mkdirat][--summary-sort-by][errors][basename][my.conf]
sct_load --che<TAB> => [--check]
sct_unload --vers<TAB> => [--version]
EOT
# What comes after a word that is whole, not all shells do alike.
echo "sctlog --color=alw<TAB> => [--color=always]" >>"$tmp/lines"

for shell in bash zsh fish; do
	(cd "$tmp/files" && PATH=$tmp/bin:$PATH HOME=$tmp \
		"$top/tests/lib/typed.py" $shell "$tmp/made") <"$tmp/lines" >"$tmp/out" 2>&1 ||
		echo "exit status $?" >>"$tmp/out"
	check "$shell: what is typed is completed" "$tmp/out"
done

# Words that no list of sct_config has: those that the tool says it takes, no others.
# TOOL, an option, then what else the tool needs.
while read -r tool option more; do
	build_said=$("$top/build/bin/$tool" $more "$option" no-such-word 2>&1 | sed 's/ (try .*//; s/not .no-such-word.//')
	grep "^$tool .* $option .*| word " completion/values | sed 's/.*| word //' | tr ' ' '\n' | sort -u >"$tmp/have"
	for word in $(cat "$tmp/have"); do
		case $build_said in *[\ ,]"$word"[\ ,]* | *[\ ,]"$word") ;; *) echo "$tool $option does not know $word: $build_said" ;; esac
	done
	printf '%s\n' "$build_said" | sed 's/.*\(takes\|one of\|FORMAT is\|WHAT is\|--sync is\) //' | tr -s ', ' '\n' |
		grep -vx -e or -e a -e number -e of -e seconds | grep -v '^$' |
		while read -r word; do grep -qxF -e "$word" "$tmp/have" || echo "$tool $option is not completed to $word"; done
done >"$tmp/out" 2>&1 <<'EOT'
sct_config --format status
sct_config --from import x
sct_config --to export x
sctlog --time
sctlog --color
sctlog --sync -w x
EOT
"$top/build/bin/sct_config" list no-such-word 2>&1 | sed 's/.*one of //; s/ (.*//; s/,//g' >"$tmp/lists"
grep -qxF -e "$(sed -n 's/^sct_config | operand:list  *| word //p' completion/values)" "$tmp/lists" ||
	echo "sct_config can list: $(cat "$tmp/lists")" >>"$tmp/out"
check "the words offered are those that the tools take" "$tmp/out"

tap_end
