# SPDX-License-Identifier: GPL-2.0-only
# See layers.  Reads what nm says of the objects of kmod/rules/, each line behind
# the object's name.

NF == 4 && $3 ~ /^[A-TV-Z]$/ {
	home[$4] = unit_of($1)
	add_unit(home[$4])
}

NF == 3 && $2 == "U" {
	user[++count] = unit_of($1)
	symbol[count] = $3
}

END {
	for (i = 1; i <= count; i++) {
		if (symbol[i] in home)
			use(user[i], home[symbol[i]], "kmod/rules/" user[i] ".c", \
			    "uses " symbol[i] " of " home[symbol[i]] ".c")
	}
}
