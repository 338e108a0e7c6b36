#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What the benchmark makes of figures: sums, bars, the page, RESULTS.md, the README's
# part; and that it does not take an unsteady figure or a failed check for a result.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# figures FILE: lines with blanks for tabs, and _ for a blank.
figures() { tr ' _' '\t ' >"$tmp/raw/$1.tsv"; }

# expect STATUS ARGUMENT...: runs the report; its output is in $tmp/out.
expect() {
	want=$1
	shift
	python3 "$top/bench/report" "$@" >"$tmp/out" 2>&1
	got=$?
	[ $got = "$want" ] || { echo "exit status $got instead of $want:"; cat "$tmp/out"; } >>"$tmp/faults"
}

# says FILE TEXT: FILE has a line with TEXT in it, several blanks taken for one.
says() { tr -s ' ' <"$1" | grep -qF -e "$2" || { echo "no '$2' in:"; cat "$1"; } >>"$tmp/faults"; }

done_with() {
	check "$1" "$tmp/faults"
	: >"$tmp/faults"
}

mkdir "$tmp/raw"
: >"$tmp/faults"
figures good <<'EOT'
about kernel 6.1
figure plain/other nothing call insn/call 1000 0.1
figure miss/string ours call insn/call 1100 0.1
figure miss/string audit call insn/call 3000 0.1
figure miss/string bpftrace-kprobe call insn/call 1200 0.1
figure miss/number ours call insn/call 1081 0.1
figure rules/exact/1 ours call insn/call 1100 0.1
figure rules/exact/1000 ours call insn/call 1110 0.1
figure rules/exact/10000 ours call insn/call 1120 0.1
figure programs/nginx nothing busy insn/request 2000 0.1
figure programs/nginx ours busy insn/request 2020 0.1
figure programs/nginx bpftrace-tracepoint busy insn/request 3000 0.1
figure memory/modules_loaded,_the_log's_ring_included ours size KiB 6316 0
figure plain/other gone-audit call insn/call 1000 0.1
missing miss/path ours unknown_name
check audit_sees_the_call ok
EOT
sed -i 's/ok$/ok\t/' "$tmp/raw/good.tsv"
printf 'before\n<!-- made by make bench: begin -->\nold\n<!-- made by make bench: end -->\nafter\n' >"$tmp/readme"
expect 0 --json "$tmp/json" --html "$tmp/html" --results "$tmp/results" --readme "$tmp/readme" "$tmp/raw"
says "$tmp/out" "at most 70 100 red"
says "$tmp/out" "at most 45 81 red"
says "$tmp/out" "0.05 green"
says "$tmp/out" "1.2 green"
says "$tmp/out" "missing unknown name"
done_with "sums, ratios, bars"
python3 - "$tmp/json" "$tmp/html" >>"$tmp/faults" 2>&1 <<'EOP'
import json, sys
from html.parser import HTMLParser
figures = {f["name"]: f for f in json.load(open(sys.argv[1]))["figures"]}
string = figures["miss/string"]
assert string["ours"]["added"] == 100 and string["ratio"]["audit"] == 0.05, string
assert all(k in string for k in ("name", "kernel", "unit", "ours", "peers", "ratio", "how")), string
page = open(sys.argv[2]).read()
assert "<svg" in page and "10,000" in page
assert "src=" not in page and "href=" not in page, "the page needs something else"
class Balance(HTMLParser):
    open_tags = []
    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "html"):
            self.open_tags.append(tag)
    def handle_startendtag(self, tag, attrs):
        pass
    def handle_endtag(self, tag):
        assert self.open_tags.pop() == tag, tag
Balance().feed(page)
assert not Balance.open_tags, Balance.open_tags
EOP
done_with "JSON and the page"
says "$tmp/results" "# What syscalltrack costs"
says "$tmp/results" "Measured with kernel 6.1."
says "$tmp/results" "| rule that misses, one string | at most 70 | 100 red | |"
says "$tmp/results" "| miss, a string compared | 1,000 | +100 | +2,000 | +200 |"
says "$tmp/results" "| 10,000 | +120 |"
says "$tmp/results" "| programs/nginx | insn/request | 2,000 | 2,020 | 1.01 | bpftrace-tracepoint 3,000 (1.50) |"
says "$tmp/results" "| Falco, modern eBPF probe |"
done_with "RESULTS.md has all tables"
says "$tmp/readme" before
says "$tmp/readme" after
says "$tmp/readme" "| what is there | syscalltrack | audit | bpftrace | sysdig | strace |"
says "$tmp/readme" "as written and does not match | +100 | +2,000 | +200 | - | - |"
says "$tmp/readme" "| 1,000 rules on the call, each about another path | +110 | - | - | - | - |"
says "$tmp/readme" "| nginx, with 24 calls logged | 1.01 times | - | 1.50 times | - | - |"
says "$tmp/readme" "| the modules and their log, in memory | 6,316 KiB | - | - | - | - |"
[ "$(grep -c '^| ' "$tmp/readme")" = 12 ] || echo "not ten rows below the head" >>"$tmp/faults"
grep -n old "$tmp/readme" >>"$tmp/faults"
done_with "the README's part is renewed, the rest stays"
cp "$top/README.md" "$tmp/readme"
expect 0 --readme "$tmp/readme" "$tmp/raw"
says "$tmp/readme" "| nginx, with 24 calls logged | 1.01 times |"
done_with "our README has the place for it"

cp -r "$tmp/raw" "$tmp/base"
sed -i 's/ours\tcall\tinsn.call\t1100/ours\tcall\tinsn\/call\t1300/' "$tmp/base/good.tsv"
expect 0 --base "$tmp/base" "$tmp/raw"
grep -q '^miss/string .*1,300.0 (+300)  1,100.0 (+100).*less$' "$tmp/out" || cat "$tmp/out" >>"$tmp/faults"
grep -q '^miss/number .*same$' "$tmp/out" || cat "$tmp/out" >>"$tmp/faults"
done_with "comparison with another revision"

echo 'figure miss/number audit call insn/call 3000 0.6' | figures bad
expect 1 "$tmp/raw"
says "$tmp/out" "repeats differ by 0.60 %: miss/number audit call"
done_with "an unsteady figure fails"
printf 'check\tsysdig sees the call\tfailed\tnothing came\n' >"$tmp/raw/bad.tsv"
expect 1 "$tmp/raw"
says "$tmp/out" "check failed: sysdig sees the call: nothing came"
done_with "a failed check fails"
echo 'figure plain/other gone-sysdig call insn/call 1010 0.1' | figures bad
expect 1 "$tmp/raw"
says "$tmp/out" "check failed: sysdig is gone when stopped"
done_with "a peer that is still there fails"
tap_end
