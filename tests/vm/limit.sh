# SPDX-License-Identifier: GPL-2.0-only
# How long a case may take.  Sourced in the guest by tests/vm/cases/run, which ends one
# that takes longer, and outside by tests/lib/vm.sh, which gives its VM that time.

# limit_of CASE KERNEL: seconds; what its line "# timeout: SECONDS" says, or 420; six
# times that on the debug kernel, and with LONG set.
limit_of() {
	limit_s=$(sed -n 's/^# timeout: *//p' "tests/vm/cases/$1.sh")
	limit_s=${limit_s:-420}
	[ "$2" != debug ] || limit_s=$((limit_s * 6))
	[ -z "${LONG-}" ] || limit_s=$((limit_s * 6))
	echo "$limit_s"
}
