# SPDX-License-Identifier: GPL-2.0-only
# sct_unload: busy while in use, and says by what; safe whatever is asleep.
. tests/vm/tap.sh

# A cat that is asleep in read().
asleep_in_read() {
	mkfifo "$work/fifo"
	sleep 1000 > "$work/fifo" &
	writer=$!
	cat "$work/fifo" &
	reader=$!
	until grep -q '^0 ' "/proc/$reader/syscall"; do sleep 0.05; done
}

end_reader() {
	kill "$writer" "$reader"
	wait "$writer" "$reader" 2>/dev/null
	rm "$work/fifo"
}

rules <<'EOR'
rule { syscall_name=read rule_name=before_read filter_expression { COMM == "nosuch" }
       action { type=LOG } when=before }
EOR
status "unload with rules in force: exit 3" 3 sct_unload
has "busy" "Device or resource busy" "$out"
has "because of rules" "1 rule" "$out"
ok "both modules are still there" sh -c "lsmod | grep -q ^sct_rules && lsmod | grep -q ^sct_hijack"

asleep_in_read
sct_config delete
start=$(date +%s%N)
status "a read that sleeps under a before-rule does not hold the modules" 0 sct_unload
took=$((($(date +%s%N) - start) / 1000000))
echo "# unload took $took ms"
ok "the read still sleeps" grep -q '^0 ' "/proc/$reader/syscall"
ok "no module is left" sh -c "! lsmod | grep -q ^sct_"
end_reader

ok "load again" sct_load
rules <<'EOR'
rule { syscall_name=read rule_name=after_read filter_expression { COMM == "nosuch" }
       action { type=LOG } when=after }
EOR
asleep_in_read
sct_config delete
status "a read that sleeps under an after-rule holds them" 3 sct_unload
has "busy" "Device or resource busy" "$out"
has "names the process" "$reader.*cat.*read" "$out"
ok "both modules are still there" sh -c "lsmod | grep -q ^sct_rules && lsmod | grep -q ^sct_hijack"
end_reader
status "unload works when the read has ended" 0 sct_unload
ok "loaded again for the other cases" sct_load
ok "loading twice is no error" sct_load

# A table on trial that nobody confirms goes by itself: whoever waits for that moment to
# unload may be as quick as can be.
cat > "$work/trial.conf" <<'EOR'
rule { syscall_name=read rule_name=trial filter_expression { COMM == "nosuch" }
       action { type=LOG } when=before }
EOR
sct_config dump --raw "$work/trial.conf" > "$work/trial"
for i in 1 2 3; do
	ok "a table on trial, $i" build/tests/ctl upload "table=$work/trial" confirm=1
	ok "the modules can be had out as soon as it has gone" timeout 60 sh -c "
		until rmmod sct_rules 2>/dev/null; do :; done && rmmod sct_hijack"
	ok "and loaded again" sct_load
done
