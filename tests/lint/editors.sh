#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The editors' files know each word of the language, and are what their formats
# ask for.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tool=$top/build/bin/sct_config
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

scripts/editors "$tmp/editors" >"$tmp/out" 2>&1 || echo "exit status $?" >>"$tmp/out"
grep -rl '@[A-Z_]*@' "$tmp/editors" >>"$tmp/out"
check "the templates are filled" "$tmp/out"

# WHAT and a piece of a rule in which a word of it stands.
for what in structure fields actions variables constants functions operators syscalls macros; do
	"$tool" list $what | awk -v what=$what '
		what == "operators" { for (i = 1; i <= NF; i++) print $i; next }
		what == "variables" || what == "macros" { sub(/[[.].*/, "", $1) }
		{ print $1 }' | sort -u | sed "s/^/$what /"
done >"$tmp/words"

python3 - "$tmp/editors/vscode" "$tmp/words" >"$tmp/out" 2>&1 <<'EOP' || echo "it ended with $?" >>"$tmp/out"
import json, re, sys
folder, words = sys.argv[1:]
json.load(open(folder + "/package.json"))
json.load(open(folder + "/language-configuration.json"))
grammar = json.load(open(folder + "/syntaxes/sct_rules.tmLanguage.json"))
patterns = []
def collect(node):
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if key in ("match", "begin", "end"):
            patterns.append(re.compile(value))
        elif isinstance(value, (dict, list)):
            collect(value)
collect(grammar)
for line in open(words):
    what, word = line.split()
    # An operator may be two signs, each of which is one.
    text = {"functions": word + "(", "fields": word + " = 1", "structure": word + " {"}.get(what, word)
    whole = word if what not in ("operators",) or word.isalpha() else word[0]
    if not any(m.group(0).split(" ")[0].startswith(whole) or whole in m.groups()
               for p in patterns for m in [p.search(text)] if m):
        print("no pattern for", what, word)
EOP
check "VS Code: each word of the language has a pattern" "$tmp/out"

sed -n 's/^syntax keyword [a-zA-Z]* \(contained \)\{0,1\}//p' "$tmp/editors/vim/syntax/sct_rules.vim" |
	tr ' ' '\n' | sort -u >"$tmp/vim"
grep -v '^macros ' "$tmp/words" | awk '$2 ~ /^[A-Za-z0-9_]+$/ { print $2 }' | sort -u |
	comm -23 - "$tmp/vim" >"$tmp/out"
check "vim: each word of the language is a keyword" "$tmp/out"

tap_end
