# SPDX-License-Identifier: GPL-2.0-only
# Reads syscalls.tbl and groups.tbl; prints what does not fit, one fault a line.

function fault(text) { print FILENAME ":" FNR ": " text; }

/^#/ || NF == 0 { next }

FILENAME ~ /syscalls.tbl$/ {
	sub(/\/.*/, "", $1)
	known[$1] = 1
	for (i = 2; i <= NF; i++) {
		if ($i ~ /:path$/)
			path[$1] = 1
		if ($i ~ /:(fd|dirfd)$/)
			desc[$1] = 1
	}
	next
}

{
	if ($1 !~ /^[a-z]+$/)
		fault("not a name: " $1)
	groups[$1]++
	for (i = 2; i <= NF; i++) {
		if (!($i in known))
			fault("no such call: " $i)
		if (($1, $i) in member)
			fault($i " is in " $1 " twice")
		if ($i <= last[$1])
			fault($i " is out of order")
		last[$1] = $i
		member[$1, $i] = 1
	}
}

END {
	for (call in path)
		if (!(("file", call) in member))
			print FILENAME ": " call " has a path, but is not in file"
	for (call in desc)
		if (!(("desc", call) in member))
			print FILENAME ": " call " has a descriptor, but is not in desc"
	for (group in groups)
		count++
	if (count < 9)
		print FILENAME ": only " count + 0 " groups"
}
