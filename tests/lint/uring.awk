# SPDX-License-Identifier: GPL-2.0-only
# Reads syscalls.tbl, uring.tbl and, if given as `header`, io_uring.h; prints what does
# not fit, one fault a line.

function fault(text) { print FILENAME ":" FNR ": " text; }

FILENAME ~ /syscalls.tbl$/ {
	if ($0 !~ /^#/ && NF)
		known[$1] = 1
	next
}

FILENAME ~ /uring.tbl$/ && /^#! / {
	if (NF < 4)
		fault($2 ": no word of why")
	number[$2] = "none"
	next
}

/^#/ && FILENAME ~ /uring.tbl$/ || NF == 0 { next }

FILENAME ~ /uring.tbl$/ {
	if (NF != 3 || $2 !~ /^[0-9]+$/)
		fault("not OPCODE NUMBER CALL: " $0)
	if (!($3 in known))
		fault("no such call: " $3)
	if ($1 in number)
		fault($1 " is there twice")
	if ($2 <= last)
		fault($1 " is out of order")
	last = $2
	number[$1] = $2
	next
}

# Its operations are an enum from 0 on.
/IORING_OP_LAST/ { read = 1 }

!read && /^\tIORING_OP_[A-Z0-9_]+,/ {
	name = tolower($1)
	sub(/^ioring_op_/, "", name)
	sub(/,.*/, "", name)
	if (!(name in number))
		fault(name " is not in uring.tbl")
	else if (number[name] != "none" && number[name] != seen)
		fault(name " is " seen ", not " number[name])
	seen++
}

END {
	if (header != "" && seen < 40)
		print header ": no operations found"
}
