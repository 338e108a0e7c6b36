# SPDX-License-Identifier: GPL-2.0-only
# There is no memory for what a rule looks at: no event vanishes without a number, and
# status says so.  On kernels with fault injection.
# kernels: debug
. tests/vm/tap.sh

ctl() { build/tests/ctl "$@"; }
mount -t debugfs none /sys/kernel/debug 2>/dev/null || :
rules <<EOR
rule { syscall_name=unlink rule_name=long filter_expression { PARAMS[1] contains "xxx" }
       action { type=LOG log_format {$mark %comm} } when=before }
EOR
same "not degraded" 0 "$(ctl status | sed -n 's/^degraded=//p')"
same "the calls find no memory either" 10 "$(build/tests/no_memory 10)"
ctl counters > "$work/counters"
has "each event that is missing is counted with its rule" "^rule=0 .* dropped=10 " "$(cat "$work/counters")"
ok "status says what it is for" sh -c "sct_config status | grep -qi memory"
