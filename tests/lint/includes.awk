# SPDX-License-Identifier: GPL-2.0-only
# See layers.  Reads the files of kmod/rules/, which ARGV names from there.

BEGIN {
	# What is none of their folders: the kernels' differences, and two interfaces.
	outside = "^(compat/[a-z_]+|hijack|sct_abi[a-z_]*)\\.h$"
	for (i = 1; i < ARGC; i++)
		there[ARGV[i]] = 1
}

function line() {
	return "kmod/rules/" FILENAME ":" FNR
}

FNR == 1 {
	from = unit_of(FILENAME)
	add_unit(from)
	if (!(folder_of(from) in known) || split(from, parts, "/") != 2)
		wrong(line(), "not in one of the folders that there are")
}

/^[ \t]*#[ \t]*include[ \t]*"/ {
	name = $0
	sub(/^[^"]*"/, "", name)
	sub(/".*/, "", name)
	if (name ~ outside)
		next
	if (name in there)
		use(from, unit_of(name), line(), "includes \"" name "\"")
	else
		wrong(line(), "\"" name "\" is no file of kmod/rules/, named by its folder")
}
