# SPDX-License-Identifier: GPL-2.0-only
# Reads syscalls.tbl, then families.tbl twice; prints what does not fit, one fault a
# line.  The first time only collects which lines are for one ABI.

function fault(text) { print FILENAME ":" FNR ": " text; }

# The line that says what `call` takes in `abi`: its own one, or the first.
function line_of(call, abi) { return ((call "/" abi) in params) ? call "/" abi : call }

# Whether rules see the type as text; an integer cannot stand for one.
function is_string(type) { return type == "str" || type == "path" }

function is_pointer(type) {
	return type ~ /^(ptr|inbuf|outbuf|sockaddr|timespec|timeval|argv|envp)$/
}

# The kernel keeps at most 8 words of user memory for one call, all at offsets below
# 4096 (SCT_MAX_DEREFS, SCT_MAX_DEREF_OFFSET), whatever rules there are.
function read_by_kernel(member, abi, source,    offset) {
	offset = source
	sub(/.*\+/, "", offset)
	if (offset + 0 > 4095)
		fault("too far behind the pointer: " source)
	if (!((member, abi, source) in words_read)) {
		words_read[member, abi, source] = 1
		if (++word_count[member, abi] == 9)
			fault("over 8 words of memory read for " member " in " abi)
	}
}

# `source` of call `member` in `abi` as parameter of type `type`; "" for a guard.
function check_source(source, member, abi, type,    name, line, found, half) {
	if (source ~ /^0x[0-9a-f]+$/) {
		if (type == "")
			fault("a guard tests a parameter, not " source)
		if (is_string(type))
			fault(source " cannot be a string")
		return
	}
	if (split(source, half, ":") == 2 && type != "") {
		check_source(half[1], member, abi, type)
		check_source(half[2], member, abi, type)
		return
	}
	name = source
	if (source ~ /^\*[a-z_0-9]+\+[0-9]+$/) {
		sub(/^\*/, "", name)
		sub(/\+.*/, "", name)
	} else if (source !~ /^[a-z_][a-z_0-9]*$/) {
		fault("not a source: " source)
		return
	}
	line = line_of(member, abi)
	if (!((line, name) in type_of)) {
		fault(member " has no parameter " name " in " abi)
		return
	}
	found = type_of[line, name]
	if (name != source) {
		read_by_kernel(member, abi, source)
		if (!is_pointer(found))
			fault(name " of " member " is no pointer in " abi)
		if (is_string(type))
			fault("a string cannot be behind a pointer: " source)
	} else if (is_string(found) != is_string(type) && type != "")
		fault(name " of " member " is " found ", but the rule sees " type)
	if (type == "" && is_string(found))
		fault("a guard cannot test the string " name)
}

# The older call whose name `call` has, with an ending; "" if there is none.
function older_name(call,    older) {
	older = call
	if (!sub(/(at2|at|_time64|64|[2-9])$/, "", older) || !(older in params))
		return ""
	return older
}

FNR == 1 { pass++ }

# "#! NEWER is not BASE: why": no family, on purpose.
pass == 3 && $1 == "#!" {
	older = $5
	sub(/:$/, "", older)
	if ($3 " " $4 != "is not" || NF < 6 || !($2 in params) || !(older in params))
		fault("not of the form #! NEWER is not BASE: why")
	if (older_name($2) != older)
		fault($2 " does not look like " older ", nothing has to be said")
	apart[$2] = 1
}

/^#/ || NF == 0 { next }

pass == 1 {
	params[$1] = ""
	for (i = 2; i <= NF; i++)
		if (split($i, pair, ":") == 2) {
			params[$1] = params[$1] " " pair[1]
			type_of[$1, pair[1]] = pair[2]
		} else {
			split($i, pair, "=")
			has[$1, pair[1]] = 1
		}
	next
}

pass == 2 {
	if (split($3, part, "/") == 2)
		own[$1, part[1], part[2]] = 1
	next
}

{
	families++
	base = $1
	n = split($3, part, "/")
	member = part[1]
	if ($2 != "<-" || n > 2) {
		fault("not of the form BASE <- MEMBER")
		next
	}
	if (!(base in params) || !(member in params)) {
		fault("no such call: " ((base in params) ? member : base))
		next
	}
	if (base == member && n == 1)
		fault(base " is its own member")
	at = 4
	guard = ""
	if ($at == "when") {
		guard = $5
		if ($6 != "&" || $8 != "==" || $7 !~ /^0x[0-9a-f]+$/ || $9 !~ /^0x[0-9a-f]+$/)
			fault("not of the form when GUARD & 0xMASK == 0xVALUE")
		at = 10
	}
	test = guard " & " $7
	if ((base, $3) in tested && (guard == "" || tested[base, $3] != test))
		fault($3 " is in the family of " base " twice, and what tells them apart?")
	if (guard != "" && tested_for[base, $3, $9]++)
		fault($3 " is in the family of " base " twice, when " test " == " $9)
	tested[base, $3] = test
	delete source_of
	given = 0
	if ($at == ":")
		for (i = at + 1; i <= NF; i++) {
			if (split($i, pair, "=") != 2 || pair[1] in source_of)
				fault("not a parameter of its own: " $i)
			source_of[pair[1]] = pair[2]
			given++
		}
	else if (at <= NF)
		fault("neither when nor a colon: " $at)
	count = split(params[base], wanted, " ")
	if (count == 0 && $at == ":")
		fault(base " has no parameters")
	for (i = 1; i <= count; i++)
		if (!(wanted[i] in source_of))
			fault("what is " wanted[i] " of " base "?")
	for (name in source_of)
		if (!((base, name) in type_of))
			fault(base " has no parameter " name)
	member_of[member, base] = 1
	used = 0
	for (a = 1; a <= 3; a++) {
		abi = (a == 1) ? "x86_64" : (a == 2) ? "ia32" : "x32"
		if (!((member, abi) in has) || (n == 2 && part[2] != abi))
			continue
		used++
		if (n == 1 && ((base, member, abi) in own))
			continue
		if (guard != "")
			check_source(guard, member, abi, "")
		for (name in source_of)
			check_source(source_of[name], member, abi, type_of[base, name])
	}
	if (!used)
		fault($3 " exists nowhere")
}

END {
	if (families < 20)
		print FILENAME ": only " families + 0 " lines"
	for (call in params) {
		older = older_name(call)
		if (older != "" && !((call, older) in member_of) && !(call in apart))
			print FILENAME ": is " call " in the family of " older "?"
	}
	# An entry whose parameters have other names needs a line that relates them.
	for (line in params)
		if (split(line, part, "/") == 2 && !((part[1], part[1], part[2]) in own)) {
			count = split(params[part[1]], wanted, " ")
			for (i = 1; i <= count; i++)
				if (!((line, wanted[i]) in type_of))
					print FILENAME ": " part[1] " <- " line " is missing: what is " wanted[i] "?"
		}
}
