# SPDX-License-Identifier: GPL-2.0-only
#
# What is said of the calls in syscalls/, for awk programs that make calls of it.
# Reads syscalls.tbl and then families.tbl, of the calls that the kernel has (`names`:
# a file of their names) but those in left_out[]; and params.tbl (`params`: which
# parameters are read, and cannot be where our calls let them point).  Sets
#   order[1..calls]             names of the calls
#   number[name, abi]           of those that the ABI has
#   line_count[line], param[line, n], type[line, n], place[line, param]
#                               parameters, by the line of the table: see line_of()
#   members[base]               lines of families.tbl, a newline before each
#   special[base, member, abi]  those for one ABI alone
#   order_of_members[1..member_count]

function fail(text) { print "calls.awk: " text; exit 1 }

BEGIN {
	while ((getline line < names) > 0)
		known[line] = 1
	while ((getline line < params) > 0)
		if (split(line, word, " ") == 3 && word[1] !~ /^#/ &&
		    (word[2] == "bytes" || word[2] == "address"))
			is_read[word[1]] = word[2] " " word[3]
}

/^#/ || NF == 0 { next }

FNR == NR {
	split($1, part, "/")
	if (!(part[1] in known) || part[1] in left_out)
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

# The line of the table that tells what `call` takes in `abi`.
function line_of(call, abi) { return ((call "/" abi) in line_count) ? call "/" abi : call }

# How a call's own entry is seen, as a line of families.tbl.
function own_text(name, abi,    i, text) {
	if ((name, name, abi) in special)
		return special[name, name, abi]
	text = name " <- " name " :"
	for (i = 1; i <= line_count[name]; i++)
		text = text " " param[name, i] "=" param[name, i]
	return text
}

# Takes a line of families.tbl apart: sets source[], guard (or ""), mask, value.
function look(text,    n, word, i, from, pair) {
	n = split(text, word, " ")
	from = 4
	guard = ""
	value = 0
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
}

# The parameters of `base` as they are logged, seen as look() and arguments() said.
function seen(base, call, abi, phase,    i, text, memory) {
	text = ""
	for (i = 1; i <= line_count[base]; i++) {
		memory = in_memory(base, i, phase)
		text = text (i > 1 ? ", " : "") (memory != "" ? memory : \
		       shown(source[param[base, i]], line_of(call, abi), abi, type[base, i]))
	}
	return text
}

# What is logged of what a parameter points to, or "" if it is logged as a number.  The
# calls have numbers for the addresses of buffers and arrays, and those that run fail.
# Those of socketcall are themselves in memory, and stay numbers.
function in_memory(base, i, phase,    what) {
	if (source[param[base, i]] ~ /^(\*|0x)/)
		return ""
	what = is_read[base "." param[base, i]]
	if (what == "bytes retval")
		return phase == "after" ? "\"\"" : ""
	if (what ~ /^(address|bytes) \*/)
		return phase == "after" ? "<fault>" : ""
	return type[base, i] == "argv" || what != "" ? "<fault>" : ""
}

# Sets argument[1..]: the words for view_calls.
function arguments(call, abi, value,    line, i, name, name_of_guard) {
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
	if (from ~ /:/) {
		split(from, half, ":")
		return joined(argument[place[line, half[1]]], argument[place[line, half[2]]], type_of_base)
	}
	i = place[line, from]
	if (argument[i] == "s")
		return "\"arg" i "\""
	return argument[i] < 0 ? negative(argument[i], type[line, i], abi) : argument[i]
}

# A number of 64 bits of which an ABI of 32 bits has a half in each of two parameters.
function joined(high, low, type) {
	high = high * 4294967296 + (low < 0 ? 4294967296 + low : low)
	if (high < 0 && type == "u64")
		return sprintf("184467%.0f", 44073709551616 + high)
	return sprintf("%.0f", high)
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
