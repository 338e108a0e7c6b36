# SPDX-License-Identifier: GPL-2.0-only
#
# From syscalls.tbl and families.tbl, for the entries of the kernel (`names`: the
# calls that it has; `abis`) and with params.tbl (`params`: which parameters are
# read, and cannot be where our calls let them point), writes below the folder `out`
#   rules     one rule on each call that refuses it with ENOTTY and logs what it
#             saw; behind them one on each member of a family itself: ENOLINK
#   calls     for view_calls: each call, and each member as each base, and where
#             there is a guard, also a call that it does not let through
#   errors    what view_calls must print
#   events    what sctlog must print
# The rule on a call looks at COMM, so that only the calls meant for it reach it.

function fail(text) { print "views.awk: " text; exit 1 }

BEGIN {
	split("exit exit_group rt_sigreturn sigreturn", list, " ")
	for (i in list)
		cannot_refuse[list[i]] = 1
	while ((getline line < names) > 0)
		known[line] = 1
	while ((getline line < params) > 0)
		if (split(line, word, " ") == 3 && word[1] !~ /^#/ &&
		    (word[2] == "bytes" && word[3] != "retval" ||
		     word[2] == "address" && word[3] !~ /^\*/))
			is_read[word[1]] = 1
	abi_count = split(abis, abi_list, " ")
}

/^#/ || NF == 0 { next }

FNR == NR {
	split($1, part, "/")
	if (!(part[1] in known) || part[1] in cannot_refuse)
		next
	line_count[$1] = 0
	for (i = 2; i <= NF; i++)
		if (split($i, pair, ":") == 2) {
			n = ++line_count[$1]
			param[$1, n] = pair[1]
			type[$1, n] = pair[2]
			place[$1, pair[1]] = n
		} else {
			split($i, pair, "=")
			number[$1, pair[1]] = pair[2]
		}
	if (part[1] == $1)
		order[++calls] = $1
	next
}

{
	split($3, part, "/")
	if (!($1 in line_count) || !(part[1] in line_count))
		next
	text = $0
	if (part[2] != "")
		special[$1, part[1], part[2]] = text
	else
		members[$1] = members[$1] "\n" text
	if (part[1] != $1 && !(part[1] in is_member)) {
		is_member[part[1]] = 1
		order_of_members[++member_count] = part[1]
	}
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
				own(name, abi_list[a])
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

# The line of the table that tells what `call` takes in `abi`.
function line_of(call, abi) { return ((call "/" abi) in line_count) ? call "/" abi : call }

function own(name, abi,    i, text) {
	if ((name, name, abi) in special)
		text = special[name, name, abi]
	else {
		text = name " <- " name " :"
		for (i = 1; i <= line_count[name]; i++)
			text = text " " param[name, i] "=" param[name, i]
	}
	see(name, name, abi, text)
}

function member(base, call, abi, text) {
	if ((base, call, abi) in special)
		text = special[base, call, abi]
	see(base, call, abi, text)
}

# One call of `call` in `abi`, to be seen as `base` in the way that `text` says.
function see(base, call, abi, text,    n, word, i, from, guard, mask, value, pair, seen) {
	n = split(text, word, " ")
	from = 4
	guard = ""
	if (word[4] == "when") {
		guard = word[5]
		mask = hex(word[7])
		value = hex(word[9])
		from = 10
	}
	delete source
	for (i = from + 1; i <= n; i++) {
		split(word[i], pair, "=")
		source[pair[1]] = pair[2]
	}
	arguments(call, abi, guard, value)
	seen = ""
	for (i = 1; i <= line_count[base]; i++)
		seen = seen (i > 1 ? ", " : "") (unreadable(base, i) ? "<fault>" : \
		       shown(source[param[base, i]], line_of(call, abi), abi, type[base, i]))
	put(call, abi, "ENOTTY")
	print "on_" base " " number[call, abi] ": " seen > (out "/events")
	if (guard != "") {
		arguments(call, abi, guard, value ? 0 : mask)
		put(call, abi, "ENOLINK")
	}
}

# The calls have numbers for the addresses of buffers and arrays.  Those of
# socketcall are themselves in memory, and stay numbers.
function unreadable(base, i) {
	if (source[param[base, i]] ~ /^\*/)
		return 0
	return type[base, i] == "argv" || ((base "." param[base, i]) in is_read)
}

# Sets argument[1..]: the words for view_calls.
function arguments(call, abi, guard, value,    line, i, name, name_of_guard) {
	line = line_of(call, abi)
	delete argument
	for (i = 1; i <= line_count[line]; i++)
		argument[i] = type[line, i] ~ /^(str|path)$/ ? "s" : -99 - i
	for (name in source)
		if (source[name] ~ /^\*/)
			argument[place[line, pointer(source[name])]] = "b"
	if (guard ~ /^\*/) {
		if (guard !~ /\+0$/)
			fail("no test for the guard " guard)
		argument[place[line, pointer(guard)]] = "b=" value
	} else if (guard != "")
		argument[place[line, guard]] = value
}

function put(call, abi, error,    i, text) {
	text = comm " " abi " " number[call, abi]
	print text " " error > (out "/errors")
	for (i = 1; i <= line_count[line_of(call, abi)]; i++)
		text = text " " argument[i]
	print text > (out "/calls")
}

# What is logged of a source.
function shown(from, line, abi, type_of_base,    i) {
	if (from ~ /^0x/)
		return hex(from)
	if (from ~ /^\*/) {
		if (argument[place[line, pointer(from)]] ~ /=/)
			fail("no test for a word beside a guard: " from)
		sub(/.*\+/, "", from)
		return 100 + from
	}
	i = place[line, from]
	if (argument[i] == "s")
		return "\"arg" i "\""
	return argument[i] < 0 ? negative(argument[i], type[line, i], abi) : argument[i]
}

# A negative number of the type.  It fills the register of a 64-bit ABI.
function negative(value, type, abi) {
	if (type ~ /^(uint|u32|uid|gid)$/)
		return sprintf("%.0f", 4294967296 + value)
	if (type ~ /^(ushort|mode)$/)
		return 65536 + value
	if (abi == "ia32")
		return type ~ /^(loff|s64|u64)$/ ? sprintf("%.0f", 4294967296 + value) : value
	return type == "u64" ? "18446744073709551" (616 + value) : value
}

function pointer(text) {
	sub(/^\*/, "", text)
	sub(/\+.*/, "", text)
	return text
}

function hex(text,    i, value) {
	value = 0
	for (i = 3; i <= length(text); i++)
		value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
	return value
}
