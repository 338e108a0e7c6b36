# SPDX-License-Identifier: GPL-2.0-only
# usage: awk -v kind=exact -v n=1000 -f many.awk
#
# n rules of a kind on unlinkat, none of which matches the call that is measured:
# its path is as long as theirs, and differs from them behind the same beginning.

function filter(i) {
	if (kind == "exact")
		return sprintf("PARAMS[2] == \"/tmp/bench-r%05d-\"", i)
	if (kind == "prefix")
		return sprintf("PARAMS[2] startswith \"/tmp/bench-r%05d\"", i)
	if (kind == "glob")
		return sprintf("PARAMS[2] glob \"/tmp/*-r%05d?\"", i)
	return sprintf("PARAMS[3] == %d", 5000 + i)
}

BEGIN {
	for (i = 0; i < n; i++)
		printf "rule { syscall_name=unlinkat rule_name=r%d filter_expression { %s } " \
			"action { type=LOG } when=before }\n", i, filter(i)
}
