# SPDX-License-Identifier: GPL-2.0-only
#
# awk -f man-errors.awk abi.txt sct.4: the man page with the errors of the ioctls as
# abi.txt has them, between the two lines that say so.

FNR == 1 { file++ }

file == 1 && $1 == "errno" {
	text = $0
	sub(/^[^"]*"/, "", text)
	sub(/"$/, "", text)
	if (!($2 in errors))
		ioctl[++ioctls] = $2
	errors[$2] = errors[$2] ".It Bq Er " $3 "\n" wrapped(text)
}

file == 1 { next }

/^\.\\" from here on made from abi.txt/ {
	print
	show()
	skipping = 1
}
/^\.\\" made so far/ { skipping = 0 }
!skipping

# In lines of a man page: names that the page marks are in lines of their own.
function wrapped(text,    words, n, i, line, out) {
	n = split(text, words, " ")
	for (i = 1; i <= n; i++) {
		if (line != "" && length(line " " words[i]) > 76) {
			out = out line "\n"
			line = ""
		}
		line = line (line == "" ? "" : " ") words[i]
		# A sentence ends its line.
		if (words[i] ~ /\.$/) {
			out = out line "\n"
			line = ""
		}
	}
	return out (line == "" ? "" : line "\n")
}

function show(    i) {
	for (i = 1; i <= ioctls; i++) {
		if (ioctl[i] == "ALL")
			print ".Pp\nOf every\n.Xr ioctl 2 :\n.Bl -tag -width Er -compact"
		else
			print ".Pp\nOf\n.Dv SCT_IOC_" ioctl[i] " ,\nbesides:\n.Bl -tag -width Er -compact"
		printf "%s.El\n", errors[ioctl[i]]
	}
}
