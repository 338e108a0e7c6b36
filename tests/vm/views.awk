# SPDX-License-Identifier: GPL-2.0-only
#
# With calls.awk before it: writes, for the entries of the kernel (`abis`), below the
# folder `out`
#   rules     one rule on each call that refuses it with ENOTTY and logs what it
#             saw; behind them one on each member of a family itself: ENOLINK
#   calls     for view_calls: each call, and each member as each base, and where
#             there is a guard, also a call that it does not let through
#   errors    what view_calls must print
#   events    what sctlog must print
# The rule on a call looks at COMM, so that only the calls meant for it reach it.

BEGIN {
	split("exit exit_group rt_sigreturn sigreturn", list, " ")
	for (i in list)
		left_out[list[i]] = 1
	abi_count = split(abis, abi_list, " ")
}

END {
	for (i = 1; i <= calls; i++) {
		name = order[i]
		comm = "vw" i
		print "rule { syscall_name = " name " rule_name = on_" name \
		      " filter_expression { COMM == \"" comm "\" } action { type = FAIL" \
		      " error_code = ENOTTY log_format {%ruleid %sid: %params} } when = before }" \
		      > (out "/rules")
		for (a = 1; a <= abi_count; a++)
			if ((name, abi_list[a]) in number)
				see(name, name, abi_list[a], own_text(name, abi_list[a]))
		n = split(members[name], list, "\n")
		for (m = 2; m <= n; m++) {
			split(list[m], word, " ")
			for (a = 1; a <= abi_count; a++)
				if ((word[3], abi_list[a]) in number)
					member(name, word[3], abi_list[a], list[m])
		}
	}
	for (i = 1; i <= member_count; i++)
		print "rule { syscall_name = " order_of_members[i] " rule_name = itself_" order_of_members[i] \
		      " filter_expression { COMM startswith \"vw\" } action { type = FAIL" \
		      " error_code = ENOLINK } when = before coverage = exact }" > (out "/rules")
}

function member(base, call, abi, text) {
	if ((base, call, abi) in special)
		text = special[base, call, abi]
	see(base, call, abi, text)
}

# One call of `call` in `abi`, to be seen as `base` in the way that `text` says.
function see(base, call, abi, text) {
	look(text)
	arguments(call, abi, value)
	put(call, abi, "ENOTTY")
	print "on_" base " " number[call, abi] ": " seen(base, call, abi, "before") > (out "/events")
	if (guard != "") {
		arguments(call, abi, value ? 0 : mask)
		put(call, abi, "ENOLINK")
	}
}

function put(call, abi, error,    i, text) {
	text = comm " " abi " " number[call, abi]
	print text " " error > (out "/errors")
	for (i = 1; i <= line_count[line_of(call, abi)]; i++)
		text = text " " argument[i]
	print text > (out "/calls")
}
