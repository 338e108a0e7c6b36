# SPDX-License-Identifier: GPL-2.0-only
# Checks names.tbl against syscalls.tbl and constants.tbl: awk -f names.awk SYSCALLS CONSTANTS NAMES

FILENAME == ARGV[1] {
	if (/^#/)
		next
	split($1, call, "/")
	known[call[1]] = 1
	for (i = 2; i <= NF; i++)
		if (split($i, p, ":") == 2)
			param[call[1] "." p[1]] = 1
	next
}

FILENAME == ARGV[2] {
	group[$1] = 1
	constant[$2] = $1
	next
}

/^#/ || NF == 0 { next }

function groups(text, all, one, names, n, m, i, j) {
	n = split(text, all, "+")
	for (i = 1; i <= n; i++) {
		split(all[i], one, ":")
		if (!(one[1] in group))
			print FNR ": no group " one[1]
		m = split(one[2], names, ",")
		for (j = 1; j <= m; j++)
			if (constant[names[j]] != one[1])
				print FNR ": no " names[j] " in " one[1]
	}
}

{
	first = 2
	if ($1 == "enum" || $1 == "flags") {
		groups($2)
		first = $1 == "flags" ? 4 : 3
		if ($1 == "flags" && $3 !~ /^(0|0x[0-9a-f]+)$/)
			print FNR ": no mask: " $3
	} else if ($1 !~ /^(octal|node|device|hex|address|wait|omit)$/) {
		print FNR ": what is " $1 "?"
	}
	condition = ""
	for (i = first; i <= NF && $i != "when"; i++) {
		split($i, parts, ".")
		calls[i] = parts[1]
		if (parts[2] == "retval" ? !(parts[1] in known) : !((parts[1] "." parts[2]) in param))
			print FNR ": no parameter " $i
	}
	if ($i == "when") {
		if (NF != i + 2)
			print FNR ": when PARAMETER NAME,NAME"
		for (k = first; k < i; k++)
			if (!((calls[k] "." $(i + 1)) in param))
				print FNR ": no parameter " calls[k] "." $(i + 1)
		n = split($(i + 2), names, ",")
		for (k = 1; k <= n; k++)
			if (!(names[k] in constant))
				print FNR ": no constant " names[k]
		condition = " " $(i + 1) " " $(i + 2)
	}
	for (k = first; k < i; k++) {
		if (($k condition) in said)
			print FNR ": " $k " is there already"
		said[$k condition] = 1
	}
}
