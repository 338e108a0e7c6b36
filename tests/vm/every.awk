# SPDX-License-Identifier: GPL-2.0-only
#
# With calls.awk before it: for each call of the kernel in each of the entries (`abis`),
# but those that every-call.tbl (`special_calls`) keeps apart, writes below the folder `out`
#   rules     one rule before and one after each call that log what they see
#   calls     for view_calls: the calls
#   events    for each of them what the rule before it logs, a tab, what the rule after
#             it logs (nothing if it cannot be seen after), up to the result; if the
#             caller does not live to tell that, a tab and the result
#   apart     the calls that are not made: ABI NUMBER
#   varies    names (COMM) of calls whose result is not the same each time
# A rule looks at COMM, so that only the calls meant for it reach it.

BEGIN {
	while ((getline line < special_calls) > 0) {
		n = split(line, word, " ")
		if (n == 0 || word[1] ~ /^#/)
			continue
		how[word[1]] = word[2]
		if (word[2] == "dies")
			result[word[1]] = word[3]
		for (i = 3; word[2] == "args" && word[i] != ":"; i++)
			fixed[word[1], i - 2] = word[i]
	}
	abi_count = split(abis, abi_list, " ")
}

END {
	for (i = 1; i <= calls; i++) {
		name = order[i]
		comm = "vw" i
		for (a = 1; a <= abi_count; a++)
			if ((name, abi_list[a]) in number)
				if (how[name] == "apart")
					print abi_list[a], number[name, abi_list[a]] > (out "/apart")
				else
					make(name, abi_list[a])
		if (how[name] == "apart")
			continue
		if (how[name] == "varies")
			print comm > (out "/varies")
		rule(name, "before", "")
		if (how[name] != "before")
			rule(name, "after", " = %retval")
	}
}

function rule(name, when, more) {
	print "rule { syscall_name = " name " rule_name = " when "_" name \
	      " filter_expression { COMM == \"" comm "\" } action { type = LOG" \
	      " log_format {" when " %sname %abi %sid: %params" more "} }" \
	      " when = " when " coverage = exact }" > (out "/rules")
}

function make(name, abi,    i, call, line, text) {
	look(own_text(name, abi))
	arguments(name, abi, 0)
	line = line_of(name, abi)
	text = comm " " abi " " number[name, abi]
	for (i = 1; i <= line_count[line]; i++) {
		if ((name, i) in fixed)
			argument[i] = fixed[name, i]
		text = text " " argument[i]
	}
	print text > (out "/calls")
	call = " " name " " abi " " number[name, abi] ": "
	text = "before" call seen(name, name, abi, "before") "\t"
	if (how[name] != "before")
		text = text "after" call seen(name, name, abi, "after")
	print text (name in result ? "\t" result[name] : "") > (out "/events")
}
