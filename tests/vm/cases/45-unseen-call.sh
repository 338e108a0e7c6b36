# SPDX-License-Identifier: GPL-2.0-only
# A call with rules whose function cannot be found: status tells, unless the kernel
# does not have the call at all.
. tests/vm/tap.sh

module=build/kmod/$(uname -r)/test_hide_symbol.ko
ctl() { build/tests/ctl "$@"; }
field() { ctl status | sed -n "s/^$1=//p"; }
load_rules() {
	rules <<-EOR
	rule { syscall_name=unlink rule_name=removed filter_expression { PARAMS[1] == "$work/f" }
	       action { type=FAIL error_code=EPERM } when=before }
	EOR
}

load_rules
same "all is found: status is not degraded" 0 "$(field degraded)"
same "and no call is unseen" 0 "$(field unseen_calls)"

ok "the modules are unloaded" sh -c "sct_config delete && sct_unload"
ok "unlinkat's function can be found no more" insmod "$module" symbol=__x64_sys_unlinkat
ok "load again" sct_load
load_rules
same "status: degraded by a call that is unseen" 16 "$(field degraded)"
same "for x86_64 and x32, which share it" 2 "$(field unseen_calls)"
same "first unlinkat of x86_64" "0 263" "$(field unseen_abi) $(field unseen_nr)"
status "sct_config status says so" 4 sct_config status
has "by name" "^unseen  *2 system calls, first unlinkat of x86_64\$" "$out"
sct_config delete
same "what the next table does not need is forgotten" "0 0" "$(field degraded) $(field unseen_calls)"

ok "the modules are unloaded" sct_unload
ok "it can be found again" rmmod test_hide_symbol
ok "load again" sct_load
load_rules
same "status is not degraded" "0 0" "$(field degraded) $(field unseen_calls)"
