# SPDX-License-Identifier: GPL-2.0-only
# For cases about the rules of a machine that boots; sourced after tap.sh.

export SCT_ETC=$work/etc
boot() { "$PWD/scripts/sct_boot" "$@"; }

# deny NAME: a rule by which $work/NAME cannot be removed.
deny() {
	cat <<-EOT
	rule { syscall_name=unlink rule_name=deny.$1 filter_expression { PARAMS[1] == "$work/$1" }
	       action { type=FAIL error_code=EPERM } when=before }
	EOT
}
