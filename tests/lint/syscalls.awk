# SPDX-License-Identifier: GPL-2.0-only
# Prints what is wrong with the form of syscalls.tbl, one fault a line.

function fault(text) { print FILENAME ":" FNR ": " $1 ": " text }

BEGIN {
	split("int uint short ushort long ulong size ssize loff s32 u32 s64 u64 ptr str path" \
	      " fd dirfd mode pid uid gid inbuf outbuf sockaddr timespec timeval argv envp", list, " ")
	for (i in list)
		type[list[i]] = 1
	abi["x86_64"] = abi["ia32"] = abi["x32"] = 1
}

/^#/ || NF == 0 { next }

{
	calls++
	if (seen[$1]++)
		fault("listed twice")
	own = split($1, part, "/") == 2
	if ($1 !~ /^[a-z_][a-z0-9_]*(\/(x86_64|ia32|x32))?$/)
		fault("not a name")
	numbers = params = 0
	list_of = ""
	for (i = 2; i <= NF; i++) {
		if ($i ~ /^[a-z0-9_]+=[0-9]+$/) {
			split($i, pair, "=")
			numbers++
			if (params)
				fault("number after a parameter")
			if (!(pair[1] in abi))
				fault("unknown ABI " pair[1])
			if (pair[2] >= 1024)
				fault("number " $i " is over SCT_MAX_NR")
			if ($i in owner)
				fault($i " is also " owner[$i])
			owner[$i] = $1
			entry[$1 "/" pair[1]] = 1
		} else if ($i ~ /^[a-z_][A-Za-z0-9_]*:[a-z0-9]+$/) {
			split($i, pair, ":")
			if (!(pair[2] in type))
				fault("unknown type " pair[2])
			if ((FNR, pair[1]) in named)
				fault("two parameters " pair[1])
			named[FNR, pair[1]] = 1
			params++
			list_of = list_of " " $i
		} else
			fault("neither number nor parameter: " $i)
	}
	params_of[$1] = list_of
	if (params > 6)
		fault(params " parameters")
	if (own) {
		if (numbers)
			fault("a line for one ABI has no numbers")
		if (!(part[1] in params_of))
			fault("no line for " part[1] " before")
		else if (params_of[part[1]] == list_of)
			fault("says nothing new")
		if (!($1 in entry))
			fault(part[1] " does not exist there")
	} else if (!numbers)
		fault("no numbers")
}

END {
	if (calls < 400)
		print FILENAME ": only " calls + 0 " calls"
}
