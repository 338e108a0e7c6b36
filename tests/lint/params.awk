# SPDX-License-Identifier: GPL-2.0-only
# Reads syscalls.tbl, structs.tbl and params.tbl; prints what does not fit, one fault
# a line.

function fault(text) { print FILENAME ":" FNR ": " text; }

# Is `name` a parameter of the line's call in each ABI that the line is for?
function parameter(name, what,    a, line, count) {
	for (a in entry) {
		split(a, part, SUBSEP)
		if (part[1] != call || (abi != "" && part[2] != abi))
			continue
		count++
		line = ((call "/" part[2]) in own) ? call "/" part[2] : call
		# An entry with other parameters is seen as families.tbl says.
		if (!((line, name) in type_of) && line != call)
			continue
		if (!((line, name) in type_of))
			fault(call " has no parameter " name " in " part[2])
		else if (type_of[line, name] !~ what)
			fault(name " of " call " is " type_of[line, name] " in " part[2])
	}
	if (!count)
		fault("no such call: " call)
}

function want(fields) {
	if (NF != fields)
		fault("a " $2 " has " fields - 2 " words")
}

/^#/ || NF == 0 { next }

FILENAME ~ /syscalls.tbl$/ {
	if (index($1, "/"))
		own[$1] = 1
	for (i = 2; i <= NF; i++)
		if (split($i, pair, ":") == 2) {
			type_of[$1, pair[1]] = pair[2]
			if (pair[2] ~ /^(path|inbuf|outbuf|sockaddr|timespec|timeval)$/)
				needs[$1 "." pair[1]] = pair[2]
		} else {
			split($i, pair, "=")
			entry[$1, pair[1]] = 1
		}
	next
}

FILENAME ~ /structs.tbl$/ {
	if ($1 !~ /^[a-z0-9_]+(\/(x86_64|ia32|x32))?$/ || seen_struct[$1]++)
		fault("not a new name: " $1)
	if (NF < 2)
		fault("no fields")
	for (i = 2; i <= NF; i++)
		if ($i !~ /^[a-z0-9_.]+:[0-9]+:([su](16|32|64)|bytes@[0-9]+)$/)
			fault("not of the form FIELD:OFFSET:TYPE: " $i)
	sub(/\/.*/, "", $1)
	struct[$1] = 1
	next
}

{
	lines++
	if ($1 !~ /^[a-z0-9_]+(\/(x86_64|ia32|x32))?\.[a-z0-9_]+$/) {
		fault("not of the form CALL.PARAM: " $1)
		next
	}
	if (seen[$1]++)
		fault("a second line for " $1)
	split($1, half, ".")
	name = half[2]
	abi = split(half[1], part, "/") == 2 ? part[2] : ""
	call = part[1]
	if ($2 == "path") {
		parameter(name, "^path$")
		if ($3 != "cwd")
			parameter($3, "^(dirfd|fd)$")
		if ($4 ~ /^(if|unless)$/) {
			want(7)
			parameter($5, "^(int|uint|u32)$")
			if ($6 != "&" || $7 !~ /^0x[0-9a-f]+$/)
				fault("not of the form " $4 " PARAM & 0x...")
		} else {
			want(4)
			if ($4 !~ /^(yes|no)$/)
				fault("follows: yes, no, if or unless, not " $4)
		}
	} else if ($2 == "bytes") {
		want(3)
		parameter(name, "^(inbuf|outbuf)$")
		if ($3 ~ /^\*/)
			parameter(substr($3, 2), "^ptr$")
		else if ($3 != "retval")
			parameter($3, "^(size|ulong|uint|u32|int)$")
	} else if ($2 == "address") {
		want(3)
		parameter(name, "^sockaddr$")
		if ($3 ~ /^\*/)
			parameter(substr($3, 2), "^ptr$")
		else
			parameter($3, "^(int|uint)$")
	} else if ($2 == "struct" || $2 == "fills") {
		want($2 == "fills" && $4 == "some" ? 4 : 3)
		# An ulong is a number or, by the command, a pointer.
		parameter(name, "^(ptr|ulong|timespec|timeval)$")
		if (!($3 in struct))
			fault("no structure " $3 " in structs.tbl")
		used[$3] = 1
	} else if ($2 == "opaque") {
		want(2)
		parameter(name, ".")
	} else
		fault("no meaning is called " $2)
}

END {
	if (lines < 100)
		print FILENAME ": only " lines + 0 " lines"
	for (key in needs) {
		plain = key
		sub(/\/[^.]*/, "", plain)
		if (!(key in seen) && !(plain in seen))
			print FILENAME ": what is " key ", a " needs[key] "?"
	}
	for (name in struct)
		if (!(name in used))
			print FILENAME ": no call has a " name
}
