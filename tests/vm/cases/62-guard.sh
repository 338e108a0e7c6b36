# SPDX-License-Identifier: GPL-2.0-only
# Uploads on trial, expected generations, what status says of a table, include_init.
. tests/vm/tap.sh
. tests/vm/served.sh

ctl() { build/tests/ctl "$@"; }
field() { ctl status | sed -n "s/^$1=//p"; }
table() {	# NAME ERROR: a table that refuses unlink of $work/f
	cat > "$work/$1.conf" <<-EOR
	rule { syscall_name=unlink rule_name=$1 filter_expression { PARAMS[1] == "$work/f" }
	       action { type=FAIL error_code=$2 } when=before }
	EOR
	sct_config dump --raw "$work/$1.conf" > "$work/$1"
}
table first EPERM
table second EACCES
says() { LC_ALL=C unlink "$work/f" 2>&1 | sed 's/.*: //'; }
touch "$work/f"

before=$(field generation)
now=$(date +%s)
first=$(ctl upload "table=$work/first" "origin=$work/first.conf 0123abc")
same "an upload is the next generation" "generation=$((before + 1))" "$first"
out=$(ctl status)
has "status: who" "^uid=0\$" "$out"
has "status: with which program" "^comm=ctl\$" "$out"
has "status: by which login" "^loginuid=4294967295\$" "$out"
has "status: of which rules" "^origin=$work/first.conf 0123abc\$" "$out"
has "status: how many" "^rule_count=1\$" "$out"
ok "status: when" test $(($(field loaded_ns) / 1000000000)) -ge "$now"
ok "status: and not later than now" test $(($(field loaded_ns) / 1000000000)) -le "$(date +%s)"
ok "status: hooks" test "$(field hook_count)" -ge 1
ok "status: memory, more than the table's" test "$(field memory)" -gt "$(field table_size)"
same "status: not locked, not on trial" 0 "$(field state)"
same "status: not degraded" 0 "$(field degraded)"

same "upload that expects another generation: ESTALE" ESTALE \
	"$(ctl upload "table=$work/second" expect=$before)"
same "the old table is in force" "Operation not permitted" "$(says)"
same "upload that expects this one" "generation=$((before + 2))" \
	"$(ctl upload "table=$work/second" expect=$((before + 1)))"
same "the new table is in force" "Permission denied" "$(says)"
same "confirm where there is nothing to confirm: ENOENT" ENOENT "$(ctl confirm)"

# The tool dies; the kernel puts the confirmed table back.
ctl upload "table=$work/first" confirm=15 die=1 2>/dev/null
same "on trial: in force" "Operation not permitted" "$(says)"
same "status: on trial" 2 "$(field state)"
same "status: which one comes back" $((before + 2)) "$(field confirm_generation)"
left=$(field confirm_left_ms)
ok "status: when ($left ms)" test "$left" -gt 0 -a "$left" -le 15000
same "lock while on trial: EBUSY" EBUSY "$(ctl lock)"
same "confirm of another generation: ESTALE" ESTALE "$(ctl confirm generation=999)"
until [ "$(field state)" = 0 ]; do sleep 0.1; done
same "not confirmed: the old table is back" "Permission denied" "$(says)"
same "as a new generation" $((before + 4)) "$(field generation)"
same "put there by the kernel" "0 kernel" "$(field pid) $(field comm)"
ok "download gives the old table" sh -c 'sct_config download | grep -q second'

# A trial after a trial: what comes back is the last confirmed one.
ctl upload "table=$work/first" confirm=60 >/dev/null
ctl upload "table=$work/second" confirm=60 >/dev/null
same "a second trial falls back to the confirmed table" $((before + 4)) "$(field confirm_generation)"
ctl upload "table=$work/first" confirm=1 >/dev/null
until [ "$(field state)" = 0 ]; do sleep 0.1; done
same "which is back" "Permission denied" "$(says)"

ctl upload "table=$work/first" confirm=10 >/dev/null
same "confirmed in time" "generation=$(field generation)" "$(ctl confirm)"
same "no longer on trial" 0 "$(field state)"
sleep 10.5
same "it stays" "Operation not permitted" "$(says)"

ctl upload "table=$work/second" confirm=1 >/dev/null
ctl delete
sleep 1.5
same "a delete confirms itself" 0 "$(field rule_count)"

# From nothing back to nothing; and the modules are not in use then.
ctl upload "table=$work/second" confirm=1 >/dev/null
until [ "$(field state)" = 0 ]; do sleep 0.1; done
same "the empty table comes back, too" "0 0" "$(field rule_count) $(field hook_count)"
ok "unload" sct_unload
ok "load" sct_load
same "a new module begins with generation 0" 0 "$(field generation)"

# include_init: FAIL reaches also who has the control device open.
rules <<EOR
rule { syscall_name=unlink rule_name=all filter_expression { PARAMS[1] == "$work/f" }
       action { type=FAIL error_code=EPERM include_init=yes } when=before }
EOR
status "include_init: the control device does not spare" 1 sh -c "exec 3<>/dev/sct_ctrl; exec rm -f '$work/f'"
ok "the call has not run" test -e "$work/f"

for bad in confirm=86401 "origin="; do
	same "upload with $bad: EINVAL" EINVAL "$(ctl upload "table=$work/first" "$bad")"
done
