# SPDX-License-Identifier: GPL-2.0-only
# Sourced by the checks here: one TAP line for each check, what is wrong as
# comments below it.

tap_count=0
tap_failed=0

# check NAME FILE: passes if FILE, the list of faults, is empty.
check() {
	tap_count=$((tap_count + 1))
	if [ -s "$2" ]; then
		tap_failed=$((tap_failed + 1))
		echo "not ok $tap_count - $1"
		sed 's/^/# /' "$2"
	else
		echo "ok $tap_count - $1"
	fi
}

# Ends the script: the plan, and status 1 if a check failed or none was made.
tap_end() {
	echo "1..$tap_count"
	[ "$tap_count" -gt 0 ] && [ "$tap_failed" = 0 ]
	exit
}
