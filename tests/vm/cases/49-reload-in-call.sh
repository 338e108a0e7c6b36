# SPDX-License-Identifier: GPL-2.0-only
# A call that both phases ask for its path sleeps while so many tables come and go that
# the one of its before-phase is freed: what it remembers of its path must not lead
# there.  The debug kernel sees a look at freed memory.
. tests/vm/tap.sh
. tests/vm/served.sh

ctl() { build/tests/ctl "$@"; }
mkfifo "$work/pipe"
table() {	# NAME WHEN PATH
	cat > "$work/$1.conf" <<-EOR
	rule { syscall_name=open rule_name=first filter_expression { PATH[1] == "$3" }
	       action { type=LOG log_format {$mark %comm} continue=yes } when=before }
	rule { syscall_name=open rule_name=$1 filter_expression { PATH[1] == "$3" }
	       action { type=LOG log_format {$mark %comm: %params} } when=after }
	EOR
	sct_config dump --raw "$work/$1.conf" > "$work/$1"
}
table other after /tmp/other
table fifo after "$work/pipe"

# So long that the literal's answer is what decides the filter before the call.
ctl upload "table=$work/other" >/dev/null
cat "$work/pipe" > "$work/out" &
reader=$!
until grep -q "^257 " /proc/$reader/syscall; do sleep 0.1; done
for i in $(seq 70); do
	ctl upload "table=$work/other" >/dev/null || ok "upload $i" false
done
ctl upload "table=$work/fifo" >/dev/null
echo through > "$work/pipe"
wait $reader
same "the call went on" through "$(cat "$work/out")"
logged > "$work/log"
ok "the rule that came meanwhile has logged it" grep -q "\"cat\": .*/pipe\"" "$work/log"
